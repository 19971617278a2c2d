"""The groups' robots of 企业微信 and 钉钉, for the system office."""
