package dev.millrace.legacy.session;

import dev.millrace.legacy.frame.DelimiterFraming;
import dev.millrace.legacy.frame.Digits;
import dev.millrace.legacy.frame.FixFraming;
import dev.millrace.legacy.frame.FixedFraming;
import dev.millrace.legacy.frame.FrameCheck;
import dev.millrace.legacy.frame.FrameRules;
import dev.millrace.legacy.frame.Framing;
import dev.millrace.legacy.frame.IdleFraming;
import dev.millrace.legacy.frame.LengthFraming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads the part {@code framing} of a session file. */
final class FramingReader {

    static final int LARGEST_FRAME = 1 << 30;

    private static final String SAME = "same";
    private static final Map<String, Function<SpecMap, Framing>> KINDS = Map.of(
            "length", FramingReader::length,
            "delimiter", FramingReader::delimiter,
            "fixed", FramingReader::fixed,
            "mllp", FramingReader::mllp,
            "rdw", map -> ll(map.allow(), 2),
            "ll", FramingReader::ll,
            "fix", FramingReader::fix,
            "idle", FramingReader::idle);

    private FramingReader() {}

    static FrameRules read(SpecMap map) {
        map.allow(
                "length",
                "delimiter",
                "fixed",
                "mllp",
                "rdw",
                "ll",
                "fix",
                "idle",
                "max",
                "front",
                "back",
                "send.front",
                "send.back",
                "checks",
                "garbled");
        List<String> kinds = map.keys().stream().filter(KINDS::containsKey).toList();
        if (kinds.size() != 1) {
            map.wrong("the framing must be exactly one of length, delimiter, fixed, mllp, rdw, ll, fix and idle");
            return FrameRules.of(new FixedFraming(1));
        }
        Framing framing = framing(map, kinds.get(0));
        int front = map.number("front", 0, 1 << 12, implied(map, kinds.get(0)));
        int back = map.number("back", 0, 1 << 12, 0);
        boolean same = map.text("send.front").filter(SAME::equals).isPresent();
        return new FrameRules(
                framing,
                front,
                back,
                same ? new byte[0] : sent(map, "send.front", front),
                sent(map, "send.back", back),
                same,
                checks(map, front, back));
    }

    private static Framing framing(SpecMap map, String kind) {
        // A kind without options of its own may be written without a map: mllp:
        SpecMap options = map.node(kind).filter(MappingNode.class::isInstance).isPresent()
                ? map.mapOrEmpty(kind)
                : map.mapOrEmpty(" ");
        try {
            Function<SpecMap, Framing> reader = KINDS.get(kind);
            return reader == null ? new FixedFraming(1) : reader.apply(options);
        } catch (IllegalArgumentException wrong) {
            map.wrong(kind, "can't be meant: " + wrong.getMessage());
            return new FixedFraming(1);
        }
    }

    /** LL and RDW are followed by two bytes that are no data. */
    private static int implied(SpecMap map, String kind) {
        return switch (kind) {
            case "rdw" -> 2;
            case "ll" -> map.mapOrEmpty("ll").number("zz", 0, 16, 2);
            default -> 0;
        };
    }

    private static byte[] sent(SpecMap map, String key, int most) {
        byte[] bytes = map.hex(key);
        if (bytes.length > most) {
            map.wrong(key, "has " + bytes.length + " bytes, and only " + most + " stand there");
        }
        return bytes;
    }

    private static Framing length(SpecMap map) {
        map.allow("bytes", "as", "order", "includes", "at", "prefix", "zero", "trailer");
        int bytes = map.number("bytes", 1, 8, 2);
        byte[] prefix = map.hex("prefix");
        int at = map.number("at", 0, 1 << 12, prefix.length);
        int adjust = map.filled("includes")
                .map(includes -> switch (includes) {
                    case "none" -> 0;
                    case "length" -> bytes;
                    case "header" -> at + bytes;
                    default -> signed(map, includes);
                })
                .orElse(0);
        LengthFraming.Field field = new LengthFraming.Field(
                at,
                bytes,
                map.choice("as", Digits.BINARY),
                isBig(map),
                adjust,
                map.choice("zero", LengthFraming.Zero.ERROR));
        return new LengthFraming(field, prefix, map.hex("trailer"));
    }

    private static int signed(SpecMap map, String text) {
        if (text.matches("[+-]?\\d{1,5}")) {
            return Integer.parseInt(text);
        }
        map.wrong("includes", "must be none, length, header, or a number of bytes such as +4");
        return 0;
    }

    private static boolean isBig(SpecMap map) {
        return map.choice("order", Order.BIG) == Order.BIG;
    }

    private enum Order {
        BIG,
        LITTLE
    }

    private static Framing delimiter(SpecMap map) {
        map.allow("start", "end", "optional", "escape", "at.end");
        List<byte[]> ends = new ArrayList<>();
        map.texts("end").forEach(end -> ends.add(map.hexOf("end", end)));
        byte[] escape = map.hex("escape");
        if (escape.length > 1) {
            map.wrong("escape", "must be one byte");
        }
        return new DelimiterFraming(
                map.hex("start"),
                ends,
                map.number("optional", 0, 16, 0),
                escape.length == 1 ? OptionalInt.of(escape[0]) : OptionalInt.empty(),
                map.flag("at.end", false));
    }

    private static Framing fixed(SpecMap map) {
        return new FixedFraming(map.allow("length").number("length", 1, LARGEST_FRAME, 0));
    }

    /** Minimal Lower Layer Protocol (HL7 v2, appendix C); many senders leave the last CR out. */
    private static Framing mllp(SpecMap map) {
        map.allow();
        byte[] end = {0x1c, 0x0d};
        return new DelimiterFraming(new byte[] {0x0b}, List.of(end), 1, OptionalInt.empty(), false);
    }

    private static Framing ll(SpecMap map) {
        map.allow("bytes", "zz");
        return ll(map, map.number("bytes", 2, 4, 2));
    }

    private static Framing ll(SpecMap map, int bytes) {
        return new LengthFraming(
                new LengthFraming.Field(0, bytes, Digits.BINARY, isBig(map), bytes, LengthFraming.Zero.ERROR),
                new byte[0],
                new byte[0]);
    }

    private static Framing fix(SpecMap map) {
        return new FixFraming(map.allow("begin").text("begin", "FIX.4.4"));
    }

    private static Framing idle(SpecMap map) {
        return new IdleFraming(map.allow("ms").number("ms", 1, 60_000, 50));
    }

    private static List<FrameCheck> checks(SpecMap map, int front, int back) {
        List<FrameCheck> checks = new ArrayList<>();
        for (SpecMap one : map.maps("checks")) {
            one.allow("crc", "count", "in", "at", "as", "order");
            Digits as = one.choice("as", Digits.BINARY);
            FrameCheck.Kind kind =
                    one.has("count") ? FrameCheck.Kind.COUNT : one.choice("crc", FrameCheck.Kind.CRC16_ARC);
            if (one.has("count") == one.has("crc")) {
                one.wrong("a check is either a crc or a count");
            }
            int bytes = one.has("count") ? one.number("count", 1, 8, 1) : width(kind, as);
            FrameCheck.Region in = one.choice("in", FrameCheck.Region.FRONT);
            int at = one.number("at", 0, 1 << 12, 0);
            if (at + bytes > (in == FrameCheck.Region.FRONT ? front : back)) {
                one.wrong("the check does not fit: raise 'front' or 'back' of the framing");
            } else {
                checks.add(new FrameCheck(kind, in, at, bytes, as, isBig(one)));
            }
        }
        return checks;
    }

    private static int width(FrameCheck.Kind kind, Digits as) {
        return switch (as) {
            case BINARY -> kind.bytes();
            case HEX -> 2 * kind.bytes();
            case ASCII -> kind.bytes() == 1 ? 3 : kind.bytes() == 2 ? 5 : 10;
            case BCD -> kind.bytes() == 1 ? 2 : kind.bytes() == 2 ? 3 : 5;
        };
    }
}
