"""Reception's papers, one file each."""
