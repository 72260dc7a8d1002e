package dev.millrace.transforms.document;

import dev.millrace.transforms.rewrite.RuleFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What CloudEvents 1.0.2 says of attributes (section 3.1, naming and types). The rule of a failure is the attribute's name. */
final class AttributeRules {

    static final String SPEC_VERSION = "specversion";
    static final String ID = "id";
    static final String SOURCE = "source";
    static final String TYPE = "type";
    static final String SUBJECT = "subject";
    static final String TIME = "time";
    static final String CONTENT_TYPE = "datacontenttype";
    static final String DATA_SCHEMA = "dataschema";
    static final List<String> REQUIRED = List.of(ID, SOURCE, TYPE);
    static final List<String> CORE =
            List.of(SPEC_VERSION, ID, SOURCE, TYPE, SUBJECT, TIME, CONTENT_TYPE, DATA_SCHEMA, "data", "data_base64");

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
    /** RFC 2046; what follows are parameters. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}\\s*(;|$)");

    private static final Pattern DIGITS = Pattern.compile("-?\\d{1,16}");
    /** RFC 3339, section 5.6; Java's own form would do without seconds. */
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private AttributeRules() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** A value as a template gives it: a time may be milliseconds since 1970, which are written out. */
    static String made(String name, String value) {
        if (!name.equals(TIME) || !DIGITS.matcher(value).matches()) {
            return checked(name, value);
        }
        try {
            return Instant.ofEpochMilli(Long.parseLong(value)).toString();
        } catch (DateTimeException beyond) {
            throw new RuleFailure(TIME, "", "not-a-time");
        }
    }

    /** A value that may stand in an attribute. */
    static String checked(String name, String value) {
        for (int at = 0; at < value.length(); at++) {
            char next = value.charAt(at);
            boolean control = next < 0x20 || (next >= 0x7F && next <= 0x9F);
            if (control || isNoncharacter(value, at) || isHalf(value, at)) {
                throw new RuleFailure(name, "", "invalid-character");
            }
        }
        if (value.isEmpty()) {
            throw new RuleFailure(name, "", "empty");
        }
        return switch (name) {
            case SOURCE, DATA_SCHEMA -> uri(name, value);
            case TIME -> time(value);
            case CONTENT_TYPE -> mediaType(value);
            default -> value;
        };
    }

    /** Checks an event as it came: version, names, values, and that nothing required is missing. */
    static void requireEvent(Map<String, String> attributes) {
        if (!"1.0".equals(attributes.get(SPEC_VERSION))) {
            throw new RuleFailure(SPEC_VERSION, "", "unknown-version");
        }
        for (String required : REQUIRED) {
            if (!attributes.containsKey(required)) {
                throw new RuleFailure(required, "", "missing");
            }
        }
        attributes.forEach((name, value) -> {
            if (!isName(name)) {
                // The name is the record's own, so it is not told.
                throw new RuleFailure("extension", "", "invalid-name");
            }
            String unused = checked(CORE.contains(name) ? name : "extension", value);
        });
    }

    private static String uri(String name, String value) {
        try {
            URI uri = new URI(value);
            if (name.equals(DATA_SCHEMA) && !uri.isAbsolute()) {
                throw new RuleFailure(name, "", "not-a-uri");
            }
            return value;
        } catch (URISyntaxException wrong) {
            throw new RuleFailure(name, "", "not-a-uri");
        }
    }

    private static String mediaType(String value) {
        if (!MEDIA_TYPE.matcher(value).lookingAt()) {
            throw new RuleFailure(CONTENT_TYPE, "", "not-a-media-type");
        }
        return value;
    }

    private static String time(String value) {
        try {
            if (RFC_3339.matcher(value).matches()) {
                OffsetDateTime unused = OffsetDateTime.parse(value);
                return value;
            }
        } catch (DateTimeException wrong) {
            throw new RuleFailure(TIME, "", "not-a-time");
        }
        throw new RuleFailure(TIME, "", "not-a-time");
    }

    private static boolean isNoncharacter(String value, int at) {
        int next = value.codePointAt(at);
        return (next >= 0xFDD0 && next <= 0xFDEF) || (next & 0xFFFE) == 0xFFFE;
    }

    private static boolean isHalf(String value, int at) {
        char next = value.charAt(at);
        if (Character.isHighSurrogate(next)) {
            return at + 1 >= value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(next) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }
}
