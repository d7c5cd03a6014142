select open_reference_to_partners('branch');
select open_reference_to_partners('vehicle_class');
