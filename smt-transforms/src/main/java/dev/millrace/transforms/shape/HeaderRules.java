package dev.millrace.transforms.shape;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.kit.path.RecordPath;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.Side;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the rules about headers: each object of the array is one, named by its verb. */
final class HeaderRules {

    private static final List<String> VERBS = List.of("copy", "move", "set", "spread", "drop", "rename");

    private HeaderRules() {}

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException when they are wrong; the message names the rule
     */
    static List<HeaderRule> read(String json) {
        return RuleText.read(json, HeaderRules::rule);
    }

    private static HeaderRule rule(RuleText text) {
        List<String> verbs = VERBS.stream().filter(text::has).toList();
        if (verbs.size() != 1) {
            throw text.fault("must hold exactly one of " + String.join(", ", VERBS));
        }
        String verb = verbs.get(0);
        String rule = text.text("name").orElseGet(() -> text.number() + "-" + verb);
        return switch (verb) {
            case "set" ->
                new HeaderRule.Set(
                        rule,
                        text.parsed("set", text.required("set"), PlaceText::parse),
                        header(text, "to"),
                        type(text),
                        text.flag("add", false));
            case "spread" -> {
                FieldPath path = single(text, "spread");
                yield new HeaderRule.Spread(
                        rule,
                        path.toString(),
                        RecordPath.of(path),
                        text.text("prefix").orElse(""),
                        type(text));
            }
            case "drop" -> new HeaderRule.Drop(rule, pattern(text, "drop"));
            case "rename" -> rename(text, rule);
            default -> moved(text, rule, verb);
        };
    }

    private static HeaderRule moved(RuleText text, String rule, String verb) {
        boolean move = verb.equals("move");
        FieldPath from = single(text, verb);
        FieldPath to = single(text, "to");
        HeaderType type = type(text);
        if (to.root() == PathRoot.HEADER) {
            boolean add = text.flag("add", false);
            if (from.root() == PathRoot.HEADER) {
                return new HeaderRule.Between(rule, name(text, verb, from), name(text, "to", to), type, add, move);
            }
            Optional<HeaderRule.Leaving> leaving =
                    move ? Optional.of(leaving(text, rule, verb, from)) : Optional.empty();
            return new HeaderRule.Into(
                    rule, from.toString(), RecordPath.of(from), name(text, "to", to), type, add, leaving);
        }
        if (from.root() != PathRoot.HEADER) {
            throw text.fault(verb + " leads from a field to a field; Restructure does that");
        }
        String header = name(text, verb, from);
        HeaderStep put = new HeaderStep(rule, place(text, "to", to), header, type, text.flag("replace", false));
        return new HeaderRule.Out(rule, header, side(text, "to", to), put, move);
    }

    private static HeaderRule.Leaving leaving(RuleText text, String rule, String verb, FieldPath from) {
        return new HeaderRule.Leaving(
                side(text, verb, from), new DropStep(rule, place(text, verb, from), Policies.Missing.IGNORE));
    }

    private static HeaderRule rename(RuleText text, String rule) {
        String replacement = text.required("to");
        Pattern names = pattern(text, "rename");
        try {
            String unused = Pattern.compile("(?:" + names + ")|").matcher("").replaceFirst(replacement);
        } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
            throw text.fault("to names a group that rename has not: " + wrong.getMessage());
        }
        return new HeaderRule.Rename(rule, names, replacement);
    }

    private static HeaderType type(RuleText text) {
        return text.choice("type", HeaderType.AS_IS);
    }

    private static FieldPath single(RuleText text, String key) {
        FieldPath path = text.path(key);
        if (!path.isSingle()) {
            throw text.fault(key + " leads to many places; name one");
        }
        return path;
    }

    private static String header(RuleText text, String key) {
        FieldPath path = single(text, key);
        if (path.root() != PathRoot.HEADER) {
            throw text.fault(key + " must be a header: $header.name");
        }
        return name(text, key, path);
    }

    /** A header has one name, dots and all. */
    private static String name(RuleText text, String key, FieldPath path) {
        return path.names()
                .filter(names -> !names.isEmpty())
                .map(names -> String.join(".", names))
                .orElseThrow(() -> text.fault(key + " names no header; write $header.name"));
    }

    private static Side side(RuleText text, String key, FieldPath path) {
        return switch (path.root()) {
            case HERE, VALUE -> Side.VALUE;
            case KEY -> Side.KEY;
            case HEADER, TOPIC, PARTITION, TIMESTAMP, OFFSET ->
                throw text.fault(
                        key + " leads to " + path.root() + ", which can be copied but neither moved nor written");
        };
    }

    private static Place place(RuleText text, String key, FieldPath path) {
        return new Place(
                path.toString(),
                path.names()
                        .filter(names -> !names.isEmpty())
                        .orElseThrow(() -> text.fault(key + " must end with a name, and hold names only")));
    }

    private static Pattern pattern(RuleText text, String key) {
        try {
            return Pattern.compile(text.required(key));
        } catch (PatternSyntaxException wrong) {
            throw text.fault(key + " is no regular expression: " + wrong.getDescription());
        }
    }
}
