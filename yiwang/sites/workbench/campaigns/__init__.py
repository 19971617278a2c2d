"""集中整治 and 工作任务: what is done about many files of one kind, and the tasks of a programme."""
