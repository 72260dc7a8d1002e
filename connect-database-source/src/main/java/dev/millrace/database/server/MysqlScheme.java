package dev.millrace.database.server;

/** MySQL's URLs as MariaDB's driver takes them: only with its option {@code permitMysqlScheme}. */
public final class MysqlScheme {

    private static final String SCHEME = "jdbc:mysql:";
    private static final String OPTION = "permitMysqlScheme";

    private MysqlScheme() {}

    /** The URL with the option; any other as it is. */
    public static String permitted(String url) {
        if (!url.startsWith(SCHEME) || url.contains(OPTION)) {
            return url;
        }
        return url + (url.contains("?") ? "&" : "?") + OPTION + "=true";
    }
}
