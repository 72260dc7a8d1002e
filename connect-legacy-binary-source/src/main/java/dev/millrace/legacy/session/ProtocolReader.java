package dev.millrace.legacy.session;

import dev.millrace.legacy.session.Protocol.Acknowledgement;
import dev.millrace.legacy.session.Protocol.Sequence;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a session file: YAML, or JSON, which is YAML too. */
public final class ProtocolReader {

    private static final Set<String> PLACES = Set.of("session", "sequence", "last", "code", "count", "now");
    private static final long DAY = 86_400_000L;

    private final SpecFaults faults = new SpecFaults();
    private final Map<String, String> given;
    private final Map<String, String> secrets;

    private ProtocolReader(Map<String, String> given, Map<String, String> secrets) {
        this.given = given;
        this.secrets = secrets;
    }

    /** What a text turned out to be. */
    public sealed interface Outcome {

        /** A protocol that can be spoken. */
        record Read(Protocol protocol) implements Outcome {}

        /** Everything that is wrong with it. */
        record Wrong(List<SpecFault> faults) implements Outcome {}
    }

    /**
     * Reads a text.
     *
     * @param given what the user says for the values
     * @param secrets values that are not to be told to anybody
     */
    public static Outcome read(String text, Map<String, String> given, Map<String, String> secrets) {
        ProtocolReader reader = new ProtocolReader(given, secrets);
        Protocol protocol = reader.protocol(SpecMap.of(text, reader.faults));
        List<SpecFault> wrong = reader.faults.all();
        return wrong.isEmpty() ? new Outcome.Read(protocol) : new Outcome.Wrong(wrong);
    }

    private Protocol protocol(SpecMap map) {
        if (!map.keys().isEmpty()) {
            map.allow(
                    "protocol",
                    "about",
                    "roles",
                    "java",
                    "charset",
                    "events",
                    "values",
                    "framing",
                    "fields",
                    "messages",
                    "otherwise",
                    "handshake",
                    "heartbeat",
                    "logout",
                    "sequence",
                    "acknowledge",
                    "poll",
                    "dedup",
                    "templates");
        }
        Map<String, String> values = values(map);
        faults.fillWith(values);
        Charset charset = charset(map);
        FieldReader fields = new FieldReader(map.mapOrEmpty("fields"));
        Set<String> known = new HashSet<>(PLACES);
        known.addAll(map.mapOrEmpty("values").keys());
        WireReader wires = new WireReader(fields, charset, known, faults);
        wires.define(map.mapOrEmpty("templates"));
        List<MessageRule> messages = new MessageReader(fields, wires).read(map);
        SpecMap framing = map.mapOrEmpty("framing");
        if (!map.has("framing")) {
            map.wrong("'framing' is missing");
        }
        Protocol protocol = new Protocol(
                name(map),
                roles(map),
                map.text("java", ""),
                charset,
                map.text("events").filter("required"::equals).isPresent(),
                map.has("framing")
                        ? FramingReader.read(framing)
                        : FramingReader.read(SpecMap.of("{fixed: {length: 1}}", faults)),
                framing.number("max", 0, FramingReader.LARGEST_FRAME, 0),
                framing.choice("garbled", Protocol.Garbled.CLOSE),
                fields.all(),
                messages,
                map.choice("otherwise", messages.isEmpty() ? Protocol.Otherwise.DATA : Protocol.Otherwise.SET_ASIDE),
                handshake(map, wires, messages),
                heartbeat(map, wires),
                wires.read(map, "logout"),
                sequence(map, wires, fields),
                acknowledgement(map, wires, fields),
                poll(map, wires, fields, messages),
                dedup(map, fields),
                values);
        checkGarbled(framing, protocol);
        if (!protocol.java().isEmpty() && !Protocol.IN_JAVA.contains(protocol.java())) {
            map.wrong("java", "names no protocol that is written in Java; there are " + Protocol.IN_JAVA);
        }
        return protocol;
    }

    private static String name(SpecMap map) {
        String name = map.requiredText("protocol");
        if (!name.isEmpty() && !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            map.wrong("protocol", "must be a name of letters, digits, dots, dashes and underscores");
        }
        return name;
    }

    private Map<String, String> values(SpecMap map) {
        SpecMap declared = map.mapOrEmpty("values");
        Map<String, String> values = new HashMap<>();
        for (String name : declared.keys()) {
            SpecMap one = declared.mapOrEmpty(name).allow("default", "pattern", "about");
            if (PLACES.contains(name) || !name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
                declared.wrong(name, "can't be the name of a value: choose another one, of letters, digits and dashes");
            }
            Optional<String> value = Optional.ofNullable(secrets.get(name))
                    .or(() -> Optional.ofNullable(given.get(name)))
                    .or(() -> one.text("default"));
            if (value.isEmpty()) {
                faults.ofValue(name, "is needed by the session: give it a value");
            }
            Pattern pattern = one.has("pattern") ? FieldReader.pattern(one, "pattern") : null;
            if (pattern != null
                    && value.filter(text -> !pattern.matcher(text).matches()).isPresent()) {
                faults.ofValue(name, "does not match " + pattern + ", which the session wants it to");
            }
            if (!secrets.containsKey(name)) {
                values.put(name, value.orElse(""));
            }
        }
        Set<String> all = new HashSet<>(given.keySet());
        all.addAll(secrets.keySet());
        all.stream()
                .filter(name -> !declared.has(name))
                .sorted()
                .forEach(name -> faults.ofValue(
                        name,
                        "is no value of this session, which has "
                                + (declared.keys().isEmpty() ? "none" : String.join(", ", declared.keys()))
                                + ": remove it"));
        return values;
    }

    private static Charset charset(SpecMap map) {
        String name = map.filled("charset").orElse("UTF-8");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            map.wrong("charset", "is not known to this Java: a name such as UTF-8, US-ASCII or IBM037");
            return StandardCharsets.UTF_8;
        }
    }

    private static Set<Protocol.Role> roles(SpecMap map) {
        Set<Protocol.Role> roles = EnumSet.noneOf(Protocol.Role.class);
        for (String role : map.texts("roles")) {
            switch (role) {
                case "client" -> roles.add(Protocol.Role.CLIENT);
                case "server" -> roles.add(Protocol.Role.SERVER);
                default -> map.wrong("roles", "may hold client and server");
            }
        }
        return roles.isEmpty() ? EnumSet.allOf(Protocol.Role.class) : roles;
    }

    private static List<Protocol.Step> handshake(SpecMap map, WireReader wires, List<MessageRule> messages) {
        List<Protocol.Step> steps = new ArrayList<>();
        for (SpecMap step : map.maps("handshake")) {
            step.allow("send", "expect", "within.ms");
            if (step.has("send") == step.has("expect")) {
                step.wrong("a step is either 'send' or 'expect'");
            }
            wires.read(step, "send").ifPresent(wire -> steps.add(new Protocol.Step.Send(wire)));
            if (step.has("expect")) {
                steps.add(new Protocol.Step.Expect(
                        names(step, "expect", messages), step.number("within.ms", 1L, DAY, 30_000L)));
            }
        }
        return steps;
    }

    private static Set<String> names(SpecMap map, String key, List<MessageRule> messages) {
        Set<String> known = messages.stream().map(MessageRule::name).collect(Collectors.toSet());
        Set<String> names = new HashSet<>(map.texts(key));
        names.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> map.wrong(key, "names the message '" + name + "', which is not among 'messages'"));
        return names;
    }

    private static Protocol.Heartbeat heartbeat(SpecMap file, WireReader wires) {
        SpecMap map = file.mapOrEmpty("heartbeat").allow("every.ms", "send", "silence.ms", "probe");
        if (map.has("every.ms") != map.has("send")) {
            map.wrong("'every.ms' and 'send' go together");
        }
        if (map.has("probe") && !map.has("silence.ms")) {
            map.wrong("probe", "is sent when half the silence is over: set 'silence.ms'");
        }
        return new Protocol.Heartbeat(
                map.number("every.ms", 0L, DAY, 0L),
                wires.read(map, "send"),
                map.number("silence.ms", 0L, DAY, 0L),
                wires.read(map, "probe"));
    }

    private static Sequence sequence(SpecMap file, WireReader wires, FieldReader fields) {
        SpecMap map = file.mapOrEmpty("sequence")
                .allow("by", "field", "first", "wrap", "scope", "gap", "request", "low", "low.allowed");
        Sequence sequence = new Sequence(
                map.choice("by", Sequence.By.NONE),
                fields.named(map, "field"),
                map.number("first", 0L, Long.MAX_VALUE, 1L),
                map.number("wrap", 0L, Long.MAX_VALUE, 0L),
                map.choice("scope", Sequence.Scope.SESSION),
                map.choice("gap", Sequence.Gap.RECONNECT),
                wires.read(map, "request"),
                map.choice("low", Sequence.Low.DROP),
                wires.conditions(map, "low.allowed"));
        if ((sequence.by() == Sequence.By.FIELD) != map.has("field")) {
            map.wrong("'by: field' and 'field' go together");
        }
        if ((sequence.gap() == Sequence.Gap.REQUEST) != map.has("request")) {
            map.wrong("'gap: request' and 'request' go together");
        }
        return sequence;
    }

    private Acknowledgement acknowledgement(SpecMap file, WireReader wires, FieldReader fields) {
        SpecMap map = file.mapOrEmpty("acknowledge")
                .allow("when", "per", "batch", "within.ms", "order", "send", "refuse", "window", "timeout.ms");
        Map<Acknowledgement.Refusal, Wire> refuse = new EnumMap<>(Acknowledgement.Refusal.class);
        SpecMap refusals = map.mapOrEmpty("refuse").allow("malformed", "dropped", "garbled", "failed");
        for (Acknowledgement.Refusal why : Acknowledgement.Refusal.values()) {
            wires.read(refusals, why.name().toLowerCase(Locale.ROOT)).ifPresent(wire -> refuse.put(why, wire));
        }
        String order = map.text("order", "sequence");
        boolean isKnown = order.equals("sequence") || order.equals("any");
        Optional<FieldPlace> keyed = isKnown ? Optional.empty() : fields.named(map, "order");
        Acknowledgement.When otherwise = map.has("send") ? Acknowledgement.When.COMMIT : Acknowledgement.When.NEVER;
        Acknowledgement acknowledgement = new Acknowledgement(
                map.choice("when", otherwise),
                map.choice("per", Acknowledgement.Per.MESSAGE),
                map.number("batch", 1, 1 << 20, 100),
                map.number("within.ms", 1L, DAY, 200L),
                order.equals("any")
                        ? Acknowledgement.Order.ANY
                        : isKnown ? Acknowledgement.Order.SEQUENCE : Acknowledgement.Order.KEY,
                keyed,
                wires.read(map, "send"),
                refuse,
                map.number("window", 0, 1 << 20, 0),
                map.number("timeout.ms", 0L, DAY, 0L));
        if (acknowledgement.when() != Acknowledgement.When.NEVER && !map.has("send")) {
            map.wrong("'send' is missing: what is an acknowledgement?");
        }
        if (acknowledgement.when() == Acknowledgement.When.RECEIPT && !refuse.isEmpty()) {
            map.wrong("refuse", "can't follow an acknowledgement on receipt: choose 'when: commit'");
        }
        return acknowledgement;
    }

    private static Optional<Protocol.Poll> poll(
            SpecMap file, WireReader wires, FieldReader fields, List<MessageRule> messages) {
        return file.map("poll").flatMap(map -> {
            map.allow("every.ms", "send", "answer", "correlate", "within.ms");
            Optional<Wire> send = wires.read(map, "send");
            if (send.isEmpty()) {
                map.wrong("'send' is missing: what is asked?");
            }
            return send.map(wire -> new Protocol.Poll(
                    map.number("every.ms", 0L, DAY, 1000L),
                    wire,
                    names(map, "answer", messages),
                    fields.named(map, "correlate"),
                    map.number("within.ms", 1L, DAY, 5000L)));
        });
    }

    private static Optional<Protocol.Dedup> dedup(SpecMap file, FieldReader fields) {
        return file.map("dedup").map(map -> {
            map.allow("key", "window");
            List<FieldPlace> key = new ArrayList<>();
            map.texts("key").forEach(name -> fields.named(map, "key", name).ifPresent(key::add));
            if (map.texts("key").isEmpty()) {
                map.wrong("'key' is missing: which fields tell that a message is a repeated one?");
            }
            return new Protocol.Dedup(key, map.number("window", 1, 10_000_000, 10_000));
        });
    }

    private static void checkGarbled(SpecMap framing, Protocol protocol) {
        boolean refuses = protocol.acknowledgement().refuse().containsKey(Acknowledgement.Refusal.GARBLED);
        if (protocol.garbled() == Protocol.Garbled.REFUSE && !refuses) {
            framing.wrong("garbled", "is refuse, and acknowledge.refuse.garbled does not say how");
        }
    }
}
