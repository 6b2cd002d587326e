"""The desk that whoever stands there or calls comes to: tickets, visitors, parcels, notices, services, surveys."""
