"""服务对象: feeds of people served, what came in and what was drawn; no person anywhere."""
