package dev.millrace.legacy;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.legacy.session.Place;
import dev.millrace.legacy.session.Protocol;
import dev.millrace.legacy.session.ProtocolReader;
import dev.millrace.legacy.session.Secrets;
import dev.millrace.legacy.session.SpecFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * What is spoken, and what this connector says about itself.
 *
 * @param feed what the records and the offset of a client belong to
 * @param start the number to begin with; -1 for what the session file says
 * @param startsOver whether a new session may begin where the old one is gone
 * @param topic where session events go
 */
record SessionSettings(
        Protocol protocol, Secrets secrets, String feed, long start, boolean startsOver, Optional<String> topic) {

    static final String SESSION = "session";
    static final String FILE = "session.file";
    static final String VALUES = "session.values";
    static final String USERNAME = "session.username";
    static final String PASSWORD = "session.password";
    static final String SECRET = "session.secret";
    static final String FEED = "feed.name";
    static final String START = "session.start";
    static final String START_OVER = "session.start.over";
    static final String TOPIC = "session.topic";

    private static final long LONGEST_FILE = 1 << 20;

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Session")
                .text(
                        SESSION,
                        "",
                        "What is spoken: the name of a session that is shipped, such as soupbintcp-4.1, or a session file's"
                                + " text itself, as YAML or JSON. Set it or session.file.")
                .text(
                        FILE,
                        "",
                        "A file on each worker that says what is spoken, as YAML or JSON. Set it for a protocol of your"
                                + " own.")
                .list(
                        VALUES,
                        "",
                        "What the session file leaves open, as name=value, such as heartbeat-ms=5000; the file lists the"
                                + " names. Set it as the other side tells you.")
                .text(USERNAME, null, "The user name of the login, where the session has one.")
                .secret(PASSWORD, "The password of the login. Set it where the session has one.")
                .secret(SECRET, "A key or another secret that the session needs. Set it where the session has one.")
                .text(
                        FEED,
                        "feed",
                        "What the stored offset belongs to, with mode=client. Change it to begin anew: the offset of the"
                                + " old name is not looked at any more.")
                .number(
                        START,
                        -1L,
                        -1L,
                        Long.MAX_VALUE,
                        "The sequence number to ask for while no offset is stored; 0 asks for what is newest, where the"
                                + " protocol can; -1 takes what the session file says. Set it to skip what is old.")
                .flag(
                        START_OVER,
                        false,
                        "Whether a new session begins when the other side no longer has the one whose offset is stored;"
                                + " otherwise the task stops. Turn it on where the rest of an old session, if it was not"
                                + " read to its end, is not wanted.")
                .text(
                        TOPIC,
                        null,
                        "The topic that gets what happens in sessions: accepted, ended, gap, started-over. Set it to"
                                + " remember the end of a session over restarts; some sessions need it.");
    }

    /** Reads a group that {@link #validate} has passed. */
    static SessionSettings from(AbstractConfig config) {
        Map<String, String> secrets = secrets(config);
        ProtocolReader.Outcome read = read(config, secrets, (key, sentence) -> {
            throw new ConfigException(key + " " + sentence);
        });
        if (read instanceof ProtocolReader.Outcome.Wrong wrong) {
            throw new ConfigException(
                    source(config) + " " + wrong.faults().get(0).sentence());
        }
        return new SessionSettings(
                ((ProtocolReader.Outcome.Read) read).protocol(),
                new Secrets(secrets),
                config.getString(FEED),
                config.getLong(START),
                config.getBoolean(START_OVER),
                Optional.ofNullable(config.getString(TOPIC)).map(String::trim).filter(topic -> !topic.isEmpty()));
    }

    /** Reports everything that is wrong; the protocol where nothing is. */
    static Optional<Protocol> validate(AbstractConfig config, Protocol.Role mode, Problems problems) {
        boolean hasFile = !config.getString(FILE).isBlank();
        boolean hasText = !config.getString(SESSION).isBlank();
        if (hasText == hasFile) {
            problems.report(
                    hasText ? FILE : SESSION,
                    "and " + (hasText ? SESSION : FILE) + ": exactly one of them says what is spoken; shipped are "
                            + String.join(", ", ShippedSessions.names()));
            return Optional.empty();
        }
        boolean[] missing = {false};
        ProtocolReader.Outcome read = read(config, secrets(config), (key, sentence) -> {
            missing[0] = true;
            problems.report(key, sentence);
        });
        if (missing[0]) {
            return Optional.empty();
        }
        if (read instanceof ProtocolReader.Outcome.Wrong wrong) {
            wrong.faults().forEach(fault -> report(fault, source(config), problems));
            return Optional.empty();
        }
        Protocol protocol = ((ProtocolReader.Outcome.Read) read).protocol();
        check(protocol, config, mode, problems);
        return Optional.of(protocol);
    }

    private static void check(Protocol protocol, AbstractConfig config, Protocol.Role mode, Problems problems) {
        if (!protocol.roles().contains(mode)) {
            problems.report(
                    source(config),
                    "can't be spoken with mode=" + mode.name().toLowerCase(Locale.ROOT) + ": choose the other one");
        }
        boolean hasTopic =
                config.getString(TOPIC) != null && !config.getString(TOPIC).isBlank();
        if (protocol.eventsRequired() && !hasTopic) {
            problems.report(TOPIC, "is needed by session " + protocol.name() + ", whose events carry its offset");
        }
        if (config.getString(FEED).isBlank()) {
            problems.report(FEED, "must be a name");
        }
    }

    private static void report(SpecFault fault, String source, Problems problems) {
        switch (fault.value()) {
            case "" -> problems.report(source, fault.sentence());
            case "username" -> problems.report(USERNAME, fault.sentence());
            case "password" -> problems.report(PASSWORD, fault.sentence());
            case "secret" -> problems.report(SECRET, fault.sentence());
            default -> problems.report(VALUES, "has a fault: " + fault.value() + " " + fault.sentence());
        }
    }

    private static String source(AbstractConfig config) {
        return config.getString(FILE).isBlank() ? SESSION : FILE;
    }

    private static ProtocolReader.Outcome read(AbstractConfig config, Map<String, String> secrets, Problems problems) {
        return ProtocolReader.read(text(config, problems), values(config, problems), secrets);
    }

    private static String text(AbstractConfig config, Problems problems) {
        String given = config.getString(SESSION).trim();
        String file = config.getString(FILE).trim();
        if (given.isEmpty()) {
            return file(file, problems);
        }
        if (given.contains(":")) {
            return given;
        }
        return ShippedSessions.text(given).orElseGet(() -> {
            problems.report(
                    SESSION,
                    "is no shipped session and no session file's text; shipped are "
                            + String.join(", ", ShippedSessions.names()));
            return "";
        });
    }

    private static String file(String name, Problems problems) {
        try {
            Path file = Path.of(name);
            if (Files.size(file) <= LONGEST_FILE) {
                return Files.readString(file);
            }
            problems.report(FILE, "names " + name + ", which is no session file: it is too large");
        } catch (IOException | InvalidPathException unreadable) {
            problems.report(FILE, "names " + name + ", which can't be read as UTF-8 on this worker");
        }
        return "";
    }

    private static Map<String, String> values(AbstractConfig config, Problems problems) {
        Map<String, String> values = new HashMap<>();
        for (String pair : config.getList(VALUES)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                problems.report(VALUES, "must be name=value, separated by commas");
            } else {
                values.put(
                        pair.substring(0, equals).trim(),
                        pair.substring(equals + 1).trim());
            }
        }
        Optional.ofNullable(config.getString(USERNAME))
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> values.put("username", name));
        return values;
    }

    private static Map<String, String> secrets(AbstractConfig config) {
        Map<String, String> secrets = new HashMap<>();
        for (String key : List.of(PASSWORD, SECRET)) {
            Password password = config.getPassword(key);
            if (password != null && !password.value().isEmpty()) {
                secrets.put(key.substring("session.".length()), password.value());
            }
        }
        return secrets;
    }

    /** Where a session begins of which nothing is stored. */
    Place begin() {
        return new Place("", start >= 0 ? start : protocol.first());
    }
}
