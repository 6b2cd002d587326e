"""What is made of all areas: figures as a paper and as a workbook."""
