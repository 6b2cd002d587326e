"""Pages of 收楼 and 过户 in the tab 业主档案."""
