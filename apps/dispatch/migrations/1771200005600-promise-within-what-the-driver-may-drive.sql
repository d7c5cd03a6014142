-- Codes of the classes the driver may drive, as orders said them; null when it did not.
alter table capacity_hold add column allowed_classes text[];
