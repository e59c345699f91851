-- What migration 0003 made, but for the places of a location and the search configuration, which stay.
DROP FUNCTION initiatives_refresh;
DROP FUNCTION initiatives_territory_keys;
DROP TRIGGER initiatives_pin_removed ON initiatives_pin;
DROP TRIGGER initiatives_pin_added ON initiatives_pin;
DROP TRIGGER initiatives_listing_removed ON initiatives_listing;
DROP TRIGGER initiatives_listing_added ON initiatives_listing;
DROP FUNCTION initiatives_pin_removed;
DROP FUNCTION initiatives_pin_added;
DROP FUNCTION initiatives_listing_removed;
DROP FUNCTION initiatives_listing_added;
