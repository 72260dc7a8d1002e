package dev.millrace.database.server;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Which failures end connections of a pool: those of the network and of the server, and no others. The pool itself would log
 * the driver's exception with its trace and end the one connection; so it is told to keep the connection, and the rule has all of
 * them ended, each as soon as nobody uses it. What failed is told once, by whoever was reading.
 */
final class EvictionRule implements SQLExceptionOverride {

    private final ServerKind kind;
    private final Runnable endAll;

    /** @param endAll ends all connections, those in use when they are given back */
    EvictionRule(ServerKind kind, Runnable endAll) {
        this.kind = kind;
        this.endAll = endAll;
    }

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        if (SqlFaults.faultOf(kind, failure).endsConnection()) {
            endAll.run();
        }
        return SQLExceptionOverride.Override.DO_NOT_EVICT;
    }
}
