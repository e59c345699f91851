"""The cell of a point: Morton (Z-order) code of its Web Mercator tile at zoom 28, a 56-bit integer.

A map tile is then one contiguous range of cells. The latitude is cut at the edge of the Mercator square.
"""

from django.db import migrations

MORTON = """
CREATE FUNCTION morton28(latitude double precision, longitude double precision) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    side CONSTANT double precision := 268435456;  -- 2^28 tiles along each axis
    angle double precision := radians(greatest(-85.0511287798, least(85.0511287798, latitude)));
    x bigint := floor((longitude + 180) / 360 * side);
    y bigint := floor((1 - ln(tan(angle) + 1 / cos(angle)) / pi()) / 2 * side);
BEGIN
    x := greatest(0, least(268435455, x));
    y := greatest(0, least(268435455, y));
    -- Spread the 28 bits of each: a zero between any two.
    x := (x | (x << 16)) & 281470681808895;
    x := (x | (x << 8)) & 71777214294589695;
    x := (x | (x << 4)) & 1085102592571150095;
    x := (x | (x << 2)) & 3689348814741910323;
    x := (x | (x << 1)) & 6148914691236517205;
    y := (y | (y << 16)) & 281470681808895;
    y := (y | (y << 8)) & 71777214294589695;
    y := (y | (y << 4)) & 1085102592571150095;
    y := (y | (y << 2)) & 3689348814741910323;
    y := (y | (y << 1)) & 6148914691236517205;
    RETURN x | (y << 1);
END $$;
"""


class Migration(migrations.Migration):
    """Makes the function that the column `Location.cell` is generated with."""

    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunSQL(MORTON, "DROP FUNCTION morton28")]
