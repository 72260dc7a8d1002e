package dev.millrace.database.server;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes of servers, by how their URLs begin; what we know of each beyond its dialect. */
enum ServerKind {
    POSTGRESQL(Optional.empty(), "jdbc:postgresql:"),
    MYSQL(Optional.of("mysql-connector-j"), "jdbc:(mariadb|mysql):"),
    ORACLE(Optional.of("ojdbc11"), "jdbc:oracle:"),
    SQL_SERVER(Optional.of("mssql-jdbc"), "jdbc:sqlserver:"),
    DB2(Optional.of("jcc"), "jdbc:db2:"),
    OTHER(Optional.empty(), "jdbc:");

    private final Optional<String> jar;
    /** A regular expression for the beginning of the URL. */
    private final String scheme;

    ServerKind(Optional<String> jar, String scheme) {
        this.jar = jar;
        this.scheme = scheme;
    }

    static ServerKind of(String url) {
        return Stream.of(values())
                .filter(kind -> Pattern.compile(kind.scheme).matcher(url).lookingAt())
                .findFirst()
                .orElse(OTHER);
    }

    /** The kind that speaks a dialect, as far as the dialect tells. */
    static ServerKind speaking(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL -> MYSQL;
            case STANDARD -> OTHER;
        };
    }

    /** The artifact with its driver, which we don't bring. */
    Optional<String> jar() {
        return jar;
    }
}
