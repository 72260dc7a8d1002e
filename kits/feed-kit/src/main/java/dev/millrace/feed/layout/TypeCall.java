package dev.millrace.feed.layout;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type as a layout writes it: {@code packed(7, 2)}, {@code u4}, {@code ascii(..19)}.
 *
 * @param arguments as written, without blanks around them
 */
record TypeCall(String name, List<String> arguments) {

    private static final Pattern FORM = Pattern.compile("\\s*([a-z][a-z0-9_]*)\\s*(?:\\(([^()]*)\\))?\\s*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    TypeCall {
        arguments = List.copyOf(arguments);
    }

    /** The type that a text is; empty when it is none. */
    static Optional<TypeCall> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String arguments = form.group(2);
        return Optional.of(new TypeCall(
                form.group(1),
                arguments == null
                        ? List.of()
                        : Arrays.stream(arguments.split(",", -1))
                                .map(String::strip)
                                .toList()));
    }

    /** The type itself where its name is one that the layout made. */
    TypeCall resolved(Map<String, String> types) {
        String meant = types.get(name);
        if (meant == null) {
            return this;
        }
        TypeCall call = of(meant).orElse(this);
        return call.arguments.isEmpty() ? new TypeCall(call.name, arguments) : call;
    }

    /** A number that is an argument; -1 when it is none. */
    int number(int index) {
        return index < arguments.size() && NUMBER.matcher(arguments.get(index)).matches()
                ? Integer.parseInt(arguments.get(index))
                : -1;
    }

    /** Whether it says the longest length only: {@code (..19)}. */
    boolean isVarying() {
        return arguments.size() == 1
                && arguments.get(0).startsWith("..")
                && NUMBER.matcher(arguments.get(0).substring(2)).matches();
    }

    /** The longest length that it says. */
    int most() {
        return isVarying() ? Integer.parseInt(arguments.get(0).substring(2)) : -1;
    }
}
