"""Where places come from: the world that ships with us, GeoNames dumps, Who's On First, our own small tables."""
