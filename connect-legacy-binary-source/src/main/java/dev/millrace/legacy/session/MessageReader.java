package dev.millrace.legacy.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the part {@code messages} of a session file. */
final class MessageReader {

    static final String SESSION = "session";
    static final String SEQUENCE = "sequence";
    static final String PEER = "peer";

    private final FieldReader fields;
    private final WireReader wires;

    MessageReader(FieldReader fields, WireReader wires) {
        this.fields = fields;
        this.wires = wires;
    }

    List<MessageRule> read(SpecMap file) {
        List<MessageRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SpecMap map : file.maps("messages")) {
            map.allow("name", "when", "is", "payload", "counts", "take", "reply", "then");
            String name = map.requiredText("name");
            if (!names.add(name)) {
                map.wrong("name", "is that of an earlier message, too");
            }
            SpecMap payload = map.mapOrEmpty("payload").allow("from", "drop", "charset", "charsets");
            Map<String, MessageRule.Then> then = new HashMap<>();
            rules.add(new MessageRule(
                    name,
                    wires.conditions(map),
                    map.choice("is", MessageRule.Is.DATA),
                    payload.number("from", 0, 1 << 20, 0),
                    payload.number("drop", 0, 1 << 20, 0),
                    PayloadCharset.read(payload, fields),
                    map.has("counts") ? Optional.of(map.flag("counts", true)) : Optional.empty(),
                    take(map),
                    wires.read(map, "reply"),
                    then(map, then),
                    then));
        }
        return rules;
    }

    private Map<String, FieldPlace> take(SpecMap map) {
        SpecMap take = map.mapOrEmpty("take").allow(SESSION, SEQUENCE, PEER);
        Map<String, FieldPlace> taken = new HashMap<>();
        for (String what : take.keys()) {
            fields.named(take, what).ifPresent(field -> taken.put(what, field));
        }
        return taken;
    }

    private Optional<FieldPlace> then(SpecMap map, Map<String, MessageRule.Then> verdicts) {
        SpecMap then = map.mapOrEmpty("then");
        for (String text : then.keys()) {
            if (!text.equals("field")) {
                verdicts.put(text, then.choice(text, MessageRule.Then.RETRY));
            }
        }
        return fields.named(then, "field");
    }
}
