package dev.millrace.legacy.session;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the part {@code fields} of a session file, and finds its fields by their names. */
final class FieldReader {

    private static final Pattern HL7 = Pattern.compile("([A-Z][A-Z0-9]{2})-(\\d{1,3})(?:\\.(\\d{1,2}))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final FieldPlace NOWHERE =
            new FieldPlace.At(0, 0, FieldPlace.Reading.TEXT, true, FieldPlace.Region.MESSAGE, true);

    private enum Order {
        BIG,
        LITTLE
    }

    private final Map<String, FieldPlace> fields = new LinkedHashMap<>();

    FieldReader(SpecMap map) {
        for (String name : map.keys()) {
            if (!NAME.matcher(name).matches()) {
                map.wrong(name, "is no name of a field: a letter, then letters, digits, dashes and underscores");
            }
            fields.put(name, place(map.mapOrEmpty(name)));
        }
    }

    Map<String, FieldPlace> all() {
        return fields;
    }

    /** The field that a key names. */
    Optional<FieldPlace> named(SpecMap map, String key) {
        return map.text(key).filter(name -> !name.isEmpty()).flatMap(name -> named(map, key, name));
    }

    Optional<FieldPlace> named(SpecMap map, String key, String name) {
        FieldPlace field = fields.get(name);
        if (field == null) {
            map.wrong(key, "names the field '" + name + "', which is not among 'fields'");
        }
        return Optional.ofNullable(field);
    }

    private static FieldPlace place(SpecMap map) {
        List<String> kinds = map.keys().stream()
                .filter(List.of("at", "regex", "tag", "hl7", "path")::contains)
                .toList();
        if (kinds.size() != 1) {
            map.wrong("a field has exactly one of at, regex, tag, hl7 and path");
            return NOWHERE;
        }
        return switch (kinds.get(0)) {
            case "regex" -> regex(map.allow("regex", "group"));
            case "tag" -> tag(map.allow("tag", "separator"));
            case "hl7" -> hl7(map.allow("hl7"));
            case "path" -> path(map.allow("path"));
            default -> at(map.allow("at", "length", "as", "order", "in", "trim"));
        };
    }

    private static FieldPlace at(SpecMap map) {
        int length = map.number("length", 0, 1 << 20, 0);
        FieldPlace.Reading as = map.choice("as", FieldPlace.Reading.TEXT);
        int most = switch (as) {
            case BINARY -> 8;
            case ASCII -> 19;
            case BCD -> 9;
            case TEXT, HEX -> Integer.MAX_VALUE;
        };
        if (length > most || (length == 0 && most < Integer.MAX_VALUE)) {
            map.wrong("length", "of a number like this lies between 1 and " + most);
        }
        return new FieldPlace.At(
                map.number("at", -(1 << 20), 1 << 20, 0),
                length,
                as,
                map.choice("order", Order.BIG) == Order.BIG,
                map.choice("in", FieldPlace.Region.MESSAGE),
                map.flag("trim", true));
    }

    private static FieldPlace regex(SpecMap map) {
        Pattern pattern = pattern(map, "regex");
        int groups = pattern.matcher("").groupCount();
        int group = map.number("group", 0, 99, Math.min(groups, 1));
        if (group > groups) {
            map.wrong("group", "is " + group + ", and the regular expression has " + groups);
            group = 0;
        }
        return new FieldPlace.Found(pattern, group);
    }

    /** A regular expression that a key holds. */
    static Pattern pattern(SpecMap map, String key) {
        try {
            String text = map.filled(key).orElse("");
            return Pattern.compile(text.isEmpty() ? map.requiredText(key) : text);
        } catch (PatternSyntaxException wrong) {
            map.wrong(key, "is no regular expression: " + wrong.getDescription());
            return Pattern.compile("");
        }
    }

    private static FieldPlace tag(SpecMap map) {
        byte[] separator = map.has("separator") ? map.hex("separator") : new byte[] {1};
        if (separator.length != 1) {
            map.wrong("separator", "must be one byte");
        }
        return new FieldPlace.Tag(map.requiredText("tag"), separator.length == 0 ? 1 : separator[0]);
    }

    private static FieldPlace hl7(SpecMap map) {
        Matcher name = HL7.matcher(map.requiredText("hl7"));
        if (!name.matches()) {
            map.wrong("hl7", "must be a field such as MSH-10, or a component such as MSH-9.1");
            return NOWHERE;
        }
        int component = name.group(3) == null ? 0 : Integer.parseInt(name.group(3));
        return new FieldPlace.Hl7(name.group(1), Integer.parseInt(name.group(2)), component);
    }

    private static FieldPlace path(SpecMap map) {
        try {
            return new FieldPlace.Decoded(new PathReader(FieldPath.parse(map.requiredText("path"))));
        } catch (IllegalArgumentException wrong) {
            map.wrong("path", "is no path: " + wrong.getMessage());
            return NOWHERE;
        }
    }
}
