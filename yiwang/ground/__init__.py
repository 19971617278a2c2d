"""What every case stands on: record, access, rules, files, places, organisation, people, clocks, language, messaging."""
