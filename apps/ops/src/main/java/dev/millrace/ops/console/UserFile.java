package dev.millrace.ops.console;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The users of a console: lines of {@code name:hash:role}, which are those of {@code htpasswd -B} with a role behind them.
 * Empty lines and those that begin with # say nothing.
 */
final class UserFile {

    private record Entry(String hash, Role role) {}

    /** What a password is compared with when nobody has the name, so that the time tells nothing. */
    private static final String NOBODY = BCrypt.withDefaults().hashToString(10, "nobody".toCharArray());

    private final Map<String, Entry> entries;

    private UserFile(Map<String, Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    /**
     * Reads the file.
     *
     * @throws CommandFailure naming the line that is none; the line itself is not repeated
     */
    static UserFile read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw CommandFailure.usage(
                    "the users in " + file + " can't be read: "
                            + unreadable.getClass().getSimpleName(),
                    unreadable);
        }
        Map<String, Entry> entries = new HashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] parts = line.split(":", -1);
                if (parts.length != 3 || parts[0].isEmpty() || !parts[1].startsWith("$2")) {
                    throw wrong(file, number, "is not name:hash:role; htpasswd -nB NAME prints the first two");
                }
                if (entries.put(parts[0], new Entry(parts[1], role(file, number, parts[2]))) != null) {
                    throw wrong(file, number, "names a user for the second time");
                }
            }
        }
        if (entries.isEmpty()) {
            throw CommandFailure.usage("there is no user in " + file + ": give lines of name:hash:role");
        }
        return new UserFile(entries);
    }

    /** The user of that name, where the password is hers or his. */
    Optional<User> verified(String name, String password) {
        Entry entry = entries.get(name);
        boolean right =
                BCrypt.verifyer().verify(password.toCharArray(), entry == null ? NOBODY : entry.hash()).verified;
        return entry != null && right ? Optional.of(new User(name, entry.role())) : Optional.empty();
    }

    private static Role role(Path file, int number, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "viewer" -> Role.VIEWER;
            case "operator" -> Role.OPERATOR;
            default -> throw wrong(file, number, "has a role that is neither viewer nor operator");
        };
    }

    private static CommandFailure wrong(Path file, int number, String what) {
        return CommandFailure.usage("line " + number + " of " + file + " " + what);
    }
}
