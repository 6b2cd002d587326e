"""Pure decisions about units, people and the workbooks they come in."""
