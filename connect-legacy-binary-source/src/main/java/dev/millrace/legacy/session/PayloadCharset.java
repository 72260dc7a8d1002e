package dev.millrace.legacy.session;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * In which charset a payload is, told by a field of its message.
 *
 * @param field what names it
 * @param known charsets by their names in the protocol; the empty name for a message that names none
 */
record PayloadCharset(FieldPlace field, Map<String, Charset> known) {

    PayloadCharset {
        known = Map.copyOf(known);
    }

    /** The charset of a message; empty where its name is not known. */
    Optional<Charset> of(Message message) {
        return Optional.ofNullable(known.get(field.text(message).orElse("").strip()));
    }

    /** Reads {@code charset} and {@code charsets} of a payload. */
    static Optional<PayloadCharset> read(SpecMap payload, FieldReader fields) {
        if (payload.has("charset") != payload.has("charsets")) {
            payload.wrong("'charset' and 'charsets' go together");
        }
        return fields.named(payload, "charset").map(field -> {
            Map<String, Charset> known = new HashMap<>();
            SpecMap names = payload.mapOrEmpty("charsets");
            for (String name : names.keys()) {
                try {
                    known.put(name, Charset.forName(names.filled(name).orElse("")));
                } catch (IllegalArgumentException unknown) {
                    names.wrong(name, "is no charset that this Java knows: a name such as UTF-8 or ISO-8859-1");
                }
            }
            return new PayloadCharset(field, known);
        });
    }
}
