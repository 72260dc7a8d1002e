package dev.millrace.http.limit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lists of structured fields (RFC 9651 section 4.2.1) as far as rate limits need them: strings and tokens with parameters. */
final class StructuredList {

    /**
     * One element of a list.
     *
     * @param name a string without its quotes, or a token
     * @param parameters as they are written, by name
     */
    record Item(String name, Map<String, String> parameters) {

        Item {
            parameters = Map.copyOf(parameters);
        }

        /** A parameter that is an integer (RFC 9651 section 3.3.1); empty for any other. */
        Optional<Long> number(String parameter) {
            return Optional.ofNullable(parameters.get(parameter))
                    .filter(text -> INTEGER.matcher(text).matches())
                    .map(Long::parseLong);
        }

        /** A parameter that is a string or a token. */
        Optional<String> text(String parameter) {
            return Optional.ofNullable(parameters.get(parameter)).map(StructuredList::unquoted);
        }
    }

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,15}");
    private static final String STRING = "\"(?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\"\\\\])*+\"";
    private static final String TOKEN = "[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*+";
    private static final String BARE =
            "-?[0-9]{1,15}(?:\\.[0-9]{1,3})?|" + STRING + "|:[A-Za-z0-9+/=]*+:|\\?[01]|" + TOKEN;
    private static final Pattern PARAMETER = Pattern.compile("\\G ?;\\x20*([a-z*][a-z0-9_.*-]*+)(?:=(" + BARE + "))?");
    private static final Pattern NAME = Pattern.compile("\\G(?:" + STRING + "|" + TOKEN + ")");
    private static final Pattern COMMA = Pattern.compile("\\G[ \\t]*,[ \\t]*");

    private StructuredList() {}

    /** Reads the lines of one field; empty when they are malformed, for then all of it is to be ignored. */
    static Optional<List<Item>> parse(List<String> lines) {
        String text = String.join(", ", lines).strip();
        List<Item> items = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Matcher name = NAME.matcher(text);
            if (!name.find(at)) {
                return Optional.empty();
            }
            at = name.end();
            Map<String, String> parameters = new LinkedHashMap<>();
            Matcher parameter = PARAMETER.matcher(text);
            while (parameter.find(at)) {
                String value = parameter.group(2);
                parameters.put(parameter.group(1), value == null ? "?1" : value);
                at = parameter.end();
            }
            items.add(new Item(unquoted(name.group()), parameters));
            Matcher comma = COMMA.matcher(text);
            if (comma.find(at) && comma.end() < text.length()) {
                at = comma.end();
            } else if (at < text.length()) {
                return Optional.empty();
            }
        }
        return Optional.of(items);
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1") : name;
    }
}
