"""Pure decisions of reception: courses, time limits, samples."""
