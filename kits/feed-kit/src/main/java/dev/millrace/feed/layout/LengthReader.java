package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Coding;
import dev.millrace.feed.plan.Length;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads how long a value is, from its type or its {@code len}. */
final class LengthReader {

    static final int MOST = 1 << 24;

    private static final Set<String> KEYS = Set.of("prefix", "until", "most");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern MARK = Pattern.compile("0x((?:[0-9A-Fa-f]{2}){1,8})");

    private final LayoutScope scope;
    private final LayoutDefaults defaults;
    private final FaultList faults;

    LengthReader(LayoutScope scope, LayoutDefaults defaults, FaultList faults) {
        this.scope = scope;
        this.defaults = defaults;
        this.faults = faults;
    }

    /** The length of a value whose type may say it. */
    Optional<Length> length(LayoutNode field, TypeCall type) {
        if (field.has("len") && !type.arguments().isEmpty()) {
            field.wrong("len", "stands beside a type that says the length; leave one of them out");
            return Optional.empty();
        }
        if (field.has("len")) {
            return length(field);
        }
        if (type.isVarying() && inRange(type.most())) {
            if (defaults.prefix().isEmpty()) {
                field.wrong(
                        "type",
                        "has a length of its own in front, but the record does not say how it is written; add prefix:"
                                + " ascii, ebcdic, bcd or binary to the record");
            }
            return defaults.prefix().map(prefix -> new Length.Prefixed(prefix.coding(type.most()), type.most()));
        }
        if (type.arguments().size() == 1 && inRange(type.number(0))) {
            return Optional.of(new Length.Fixed(type.number(0)));
        }
        field.wrong(
                "type",
                type.arguments().isEmpty()
                        ? "needs a length: write " + type.name() + "(10), or add 'len'"
                        : "must have one length between 1 and " + MOST + ", as in " + type.name() + "(10)");
        return Optional.empty();
    }

    /** What {@code len} says. */
    Optional<Length> length(LayoutNode field) {
        Optional<LayoutNode> map = field.node("len")
                .filter(node -> !(node instanceof ScalarNode))
                .map(node -> LayoutNode.of(node, KEYS, faults));
        if (map.isPresent()) {
            return map(map.get());
        }
        Optional<ScalarNode> scalar = field.scalar("len");
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        String text = scalar.get().getValue().strip();
        if (text.equals("eos")) {
            return Optional.of(new Length.Remaining(MOST));
        }
        if (NUMBER.matcher(text).matches()) {
            return field.number("len", 1, MOST).map(Length.Fixed::new);
        }
        return scope.number(scalar.get()).map(formula -> new Length.Computed(formula, MOST));
    }

    private Optional<Length> map(LayoutNode given) {
        int most = given.number("most", 1, MOST).orElse(MOST);
        if (given.has("prefix") == given.has("until")) {
            given.wrong("give 'prefix' with the type of the length, or 'until' with the bytes that end the value");
            return Optional.empty();
        }
        if (given.has("prefix")) {
            return prefix(given).map(prefix -> new Length.Prefixed(prefix, most));
        }
        Optional<String> mark =
                given.text("until").filter(text -> MARK.matcher(text).matches());
        if (mark.isEmpty()) {
            given.wrong("until", "must be one to eight bytes in hexadecimal digits, as in 0x00 or 0x0D0A");
            return Optional.empty();
        }
        byte[] bytes = HexFormat.of().parseHex(mark.get().substring(2));
        return Optional.of(new Length.Terminated(HexFormat.of().withUpperCase().formatHex(bytes), most));
    }

    /** A number in front of the value. */
    private Optional<Coding> prefix(LayoutNode given) {
        TypeCall type = given.text("prefix")
                .flatMap(TypeCall::of)
                .map(call -> call.resolved(defaults.types()))
                .orElse(new TypeCall("", List.of()));
        Optional<Coding> integer = TypeReader.integer(type, defaults.order(), 0)
                .filter(coding -> !coding.signed() && coding.bytes() <= 4)
                .map(coding -> coding);
        int digits = type.arguments().size() == 1 ? type.number(0) : -1;
        if (integer.isPresent() || digits < 1 || digits > 9) {
            if (integer.isEmpty()) {
                given.wrong("prefix", "must be u1 to u4, zoned(n) for digits of text, or bcd(n), with 1 to 9 digits");
            }
            return integer;
        }
        return switch (type.name()) {
            case "zoned" -> Optional.of(new Coding.Zoned(digits, 0, Coding.Sign.NONE, false, false));
            case "bcd" -> Optional.of(new Coding.Packed(digits, 0, false, false));
            default -> {
                given.wrong("prefix", "must be u1 to u4, zoned(n) for digits of text, or bcd(n), with 1 to 9 digits");
                yield Optional.empty();
            }
        };
    }

    private static boolean inRange(int length) {
        return length >= 1 && length <= MOST;
    }

    /** The byte order that a type's ending says. */
    static ByteOrder order(String ending, ByteOrder standard) {
        return switch (ending) {
            case "be" -> ByteOrder.BIG_ENDIAN;
            case "le" -> ByteOrder.LITTLE_ENDIAN;
            default -> standard;
        };
    }
}
