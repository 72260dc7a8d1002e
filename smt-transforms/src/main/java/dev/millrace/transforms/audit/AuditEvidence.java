package dev.millrace.transforms.audit;

import dev.millrace.kit.CanonicalJson;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.jspecify.annotations.Nullable;

/** The evidence of one record in the making; belongs to one thread. */
final class AuditEvidence {

    private static final int USUAL_LENGTH = 1_024;

    private static final AuditField[] FIELDS = AuditField.values();

    private final EnumMap<AuditField, String> texts;

    /** Evidence that says nothing yet. */
    AuditEvidence() {
        texts = new EnumMap<>(AuditField.class);
    }

    /** Evidence that begins with what other evidence says. */
    AuditEvidence(AuditEvidence begin) {
        texts = new EnumMap<>(begin.texts);
    }

    void put(AuditField field, String text) {
        texts.put(field, text);
    }

    @Nullable
    String get(AuditField field) {
        return texts.get(field);
    }

    void addTo(ConnectHeaders headers) {
        for (AuditField field : FIELDS) {
            String text = texts.get(field);
            if (text != null) {
                headers.addString(field.header(), text);
            }
        }
    }

    /** What is hashed; see {@link AuditHeaders#canonical}. */
    String canonical(CanonicalJson json) {
        StringBuilder event = new StringBuilder(USUAL_LENGTH).append('{');
        for (Map.Entry<AuditField, String> entry : texts.entrySet()) {
            if (!entry.getKey().isOfChain()) {
                if (event.length() > 1) {
                    event.append(',');
                }
                event.append('"').append(entry.getKey().header()).append("\":");
                String text = entry.getValue();
                if (isPlain(text)) {
                    event.append('"').append(text).append('"');
                } else {
                    event.append(json.text(null, text));
                }
            }
        }
        return event.append('}').toString();
    }

    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
