package dev.millrace.database;

import java.sql.Connection;
import java.util.Collection;
import java.util.List;

/** The one way through all of a table or query. */
record WholeWalk(Walk walk) implements Walks {

    @Override
    public void look(Connection connection) {
        // There is never another.
    }

    @Override
    public Collection<Walk> all() {
        return List.of(walk);
    }
}
