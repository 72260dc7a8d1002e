package dev.millrace.database.server;

import dev.millrace.kit.OptionGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which SQLSTATE, and which of a server's own numbers, means which fault: {@code faults.txt} beside this class.
 *
 * <p>A line is a server, a code and a fault. A code of two characters is a class of SQLSTATE, of five a state, and {@code #n}
 * a number of the server's own, which goes first. What is said of the server goes before what is said of any.
 */
final class FaultTable {

    private static final String FILE = "faults.txt";
    private static final Map<ServerKind, Map<String, SqlFault>> FAULTS = read();

    private FaultTable() {}

    /** The fault, if the exception carries a code that is known. */
    static Optional<SqlFault> faultOf(ServerKind kind, SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        String stateClass = state.length() == 5 ? state.substring(0, 2) : "";
        for (String code : List.of("#" + failure.getErrorCode(), state, stateClass)) {
            for (ServerKind of : List.of(kind, ServerKind.OTHER)) {
                SqlFault fault = FAULTS.getOrDefault(of, Map.of()).get(code);
                if (fault != null) {
                    return Optional.of(fault);
                }
            }
        }
        return Optional.empty();
    }

    private static Map<ServerKind, Map<String, SqlFault>> read() {
        Map<ServerKind, Map<String, SqlFault>> faults = new EnumMap<>(ServerKind.class);
        try (InputStream file = FaultTable.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                String[] words = line.replaceFirst("\\s//.*", "").trim().split("\\s+", -1);
                if (words.length == 3) {
                    faults.computeIfAbsent(OptionGroup.choiceOf(ServerKind.class, words[0]), kind -> new HashMap<>())
                            .put(words[1], OptionGroup.choiceOf(SqlFault.class, words[2]));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(FILE + " can't be read", unreadable);
        }
        return faults;
    }
}
