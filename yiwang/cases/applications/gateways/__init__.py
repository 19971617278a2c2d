"""National platforms that decide some matters (交管12123、国家移民管理局): one contract, its client and its stand-in."""
