package dev.millrace.database.change;

import dev.millrace.database.server.TableName;
import dev.millrace.kit.OptionGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** What the generator of SQL was asked for. A password comes from a file, for command lines are seen by everybody. */
record DdlArguments(String url, Properties login, DdlRequest request) {

    static final String USAGE = """
            Prints the SQL for a change table, and executes nothing.
              --url jdbc:...            the server
              --username NAME           who may read the catalogue and the table
              --password-file FILE      the first line of it is the password
              --table schema.table      whose changes are wanted
              --change-table name       where they are written down (default: TABLE_changes in the table's schema)
              --reader NAME             the connector's user, to be granted what it needs
              --done delete|mark|keep   what the connector's option capture.done says (default: delete)
              --part create|triggers|cleaner|drop   everything; the triggers again, after columns changed; what removes marked
                                        rows, for --done mark; or what takes all of it away""";

    private static final String URL = "--url";
    private static final String USERNAME = "--username";
    private static final String PASSWORD_FILE = "--password-file";
    private static final String TABLE = "--table";
    private static final String CHANGE_TABLE = "--change-table";
    private static final String READER = "--reader";
    private static final String DONE = "--done";
    private static final String PART = "--part";
    private static final Set<String> KNOWN =
            Set.of(URL, USERNAME, PASSWORD_FILE, TABLE, CHANGE_TABLE, READER, DONE, PART);

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException when it says nothing that can be done
     */
    static DdlArguments of(List<String> arguments) throws IOException {
        Map<String, String> given = new HashMap<>();
        for (int at = 0; at < arguments.size(); at += 2) {
            String name = arguments.get(at);
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("Nobody knows " + name + ".");
            }
            if (at + 1 == arguments.size()) {
                throw new IllegalArgumentException(name + " needs a value.");
            }
            given.put(name, arguments.get(at + 1));
        }
        TableName table = TableName.parse(required(given, TABLE));
        Optional<TableName> named = Optional.ofNullable(given.get(CHANGE_TABLE)).map(TableName::parse);
        TableName changes = new TableName(
                named.flatMap(TableName::schema).or(table::schema),
                named.map(TableName::table).orElse(table.table() + "_changes"));
        if (changes.equals(table)) {
            throw new IllegalArgumentException(CHANGE_TABLE + " is the table itself: write another name.");
        }
        DdlRequest.Part part = OptionGroup.choiceOf(DdlRequest.Part.class, given.getOrDefault(PART, "create"));
        Done done = OptionGroup.choiceOf(Done.class, given.getOrDefault(DONE, "delete"));
        if (part == DdlRequest.Part.CLEANER && done != Done.MARK) {
            throw new IllegalArgumentException(
                    PART + " cleaner removes what the connector has marked: write " + DONE + " mark.");
        }
        DdlRequest request = new DdlRequest(table, changes, Optional.ofNullable(given.get(READER)), done, part);
        return new DdlArguments(required(given, URL), login(given), request);
    }

    private static Properties login(Map<String, String> given) throws IOException {
        Properties login = new Properties();
        if (given.containsKey(USERNAME)) {
            login.setProperty("user", given.get(USERNAME));
        }
        if (given.containsKey(PASSWORD_FILE)) {
            List<String> lines = Files.readAllLines(Path.of(given.get(PASSWORD_FILE)));
            login.setProperty("password", lines.isEmpty() ? "" : lines.get(0));
        }
        return login;
    }

    private static String required(Map<String, String> given, String name) {
        String value = given.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing.");
        }
        return value;
    }
}
