"""FrontDesk (物业前台): the reception desk of a residential property office."""
