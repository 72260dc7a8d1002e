package dev.millrace.feed.binary;

import dev.millrace.feed.format.Options;
import dev.millrace.feed.framing.Endian;
import dev.millrace.feed.framing.FrameReader;
import dev.millrace.feed.framing.Framing;
import dev.millrace.feed.framing.FramingSettings;
import dev.millrace.feed.framing.Inclusive;
import dev.millrace.feed.plan.Item;
import dev.millrace.feed.plan.PlanOptions;
import dev.millrace.feed.plan.PlanProblem;
import dev.millrace.feed.plan.Plausibility;
import dev.millrace.feed.plan.RecordPlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out from the first bytes of a file and its layout how the file is framed and encoded: it tries the usual ways, and
 * counts the packed and zoned fields that are valid in each. Looks at a bounded number of bytes and records.
 */
final class Detector {

    private static final int MOST_RECORDS = 100;
    private static final List<String> CHARSETS = List.of("IBM037", "IBM1047", "IBM273", "ISO-8859-1");

    /**
     * One way to read the bytes.
     *
     * @param settings that stand for it
     * @param records how many were found
     * @param faults how many places were no records
     */
    record Finding(String settings, int records, int faults, Plausibility plausibility) {

        /** How likely it is, 0 to 1. */
        double likelihood() {
            return records == 0 ? 0 : Detector.likelihood(plausibility) * records / (records + 4.0 * faults);
        }

        /** The settings by their keys. */
        Map<String, String> options() {
            return Arrays.stream(settings.split(", "))
                    .map(setting -> setting.split("=", 2))
                    .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        }

        String sentence() {
            return settings + " would find " + records + " records there, with " + plausibility.validNumbers() + " of "
                    + plausibility.numbers() + " packed and zoned fields valid";
        }
    }

    private record Way(FramingSettings framing, PlanOptions options, String settings) {}

    private final RecordBook book;
    private final byte[] head;

    Detector(RecordBook book, byte[] head) {
        this.book = book;
        this.head = head;
    }

    /** What the settings find. */
    Finding configured() {
        return tried(new Way(book.framing(), book.options(), ""));
    }

    /** Another way that fits clearly better than the settings; empty when there is none. */
    Optional<Finding> better() {
        double now = configured().likelihood();
        Finding best = null;
        for (Way way : ways()) {
            Finding finding = tried(way);
            if (best == null || finding.likelihood() > best.likelihood() + 0.01) {
                best = finding;
            }
        }
        return Optional.ofNullable(best).filter(found -> found.likelihood() > now + 0.2);
    }

    /** All ways that find a record, the likeliest first; of equals the one that is nearest to the settings. */
    List<Finding> all() {
        return ways().stream()
                .map(this::tried)
                .filter(finding -> finding.likelihood() > 0)
                .sorted(Comparator.comparingDouble(Finding::likelihood).reversed())
                .toList();
    }

    private List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (Framing framing : List.of(book.framing().framing(), Framing.F, Framing.V, Framing.VB, Framing.LINES)) {
            for (Endian endian : framing == Framing.V || framing == Framing.VB
                    ? List.of(Endian.BIG, Endian.LITTLE)
                    : List.of(book.framing().endian())) {
                ways.addAll(encoded(framing, endian));
            }
        }
        return ways;
    }

    private List<Way> encoded(Framing framing, Endian endian) {
        boolean known = framing != Framing.F
                || book.types().fixedBytes() > 0
                || book.framing().recordBytes() > 0;
        List<Way> ways = new ArrayList<>();
        if (!known || framing == Framing.LENGTH || framing == Framing.CONTENT || framing == Framing.PREFIX) {
            return ways;
        }
        Set<Charset> charsets =
                new LinkedHashSet<>(List.of(book.options().text().charset()));
        CHARSETS.stream().filter(Charset::isSupported).map(Charset::forName).forEach(charsets::add);
        Set<ByteOrder> orders =
                new LinkedHashSet<>(List.of(book.options().numbers().order()));
        orders.addAll(List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN));
        FramingSettings framed = book.framing().with(framing, endian, Inclusive.AUTO);
        for (Charset charset : charsets) {
            for (ByteOrder order : orders) {
                PlanOptions options = book.options()
                        .with(book.options().text().withCharset(charset))
                        .with(book.options().numbers().withOrder(order));
                String prefix = book.format();
                String words = framing == Framing.V || framing == Framing.VB
                        ? ", " + prefix + ".framing.endian=" + Options.nameOf(endian)
                        : "";
                String settings = prefix + ".framing=" + Options.nameOf(framing) + words + ", " + prefix + ".charset="
                        + charset.name() + ", " + prefix + ".endian="
                        + (order == ByteOrder.BIG_ENDIAN ? "big" : "little");
                ways.add(new Way(framed, options, settings));
            }
        }
        return ways;
    }

    private Finding tried(Way way) {
        List<RecordPlan> plans;
        try {
            List<RecordPlan> all = new ArrayList<>();
            for (Item.Group record : book.records()) {
                all.add(RecordPlan.compile(record, way.options()));
            }
            plans = all;
        } catch (PlanProblem impossible) {
            return new Finding(way.settings(), 0, 1, Plausibility.NONE);
        }
        Plausibility sum = Plausibility.NONE;
        int records = 0;
        int faults = 0;
        try (FrameReader frames = new FrameReader(
                new ByteArrayInputStream(head),
                way.framing(),
                book.types().fixedBytes(),
                book.measure(),
                way.options().text().charset(),
                0,
                "")) {
            while (records < MOST_RECORDS && faults < MOST_RECORDS && frames.next()) {
                boolean isLast = frames.fault().isPresent();
                if (isLast && frames.taken() == 0) {
                    faults++;
                    break;
                }
                if (isLast) {
                    faults++;
                } else {
                    records++;
                    sum = sum.plus(weigh(plans, frames.bytes(), frames.from(), frames.to()));
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        // What is cut at the end of the bytes that were looked at is no fault of the settings.
        int atTheEnd = faults > 0 && records > 0 ? 1 : 0;
        return new Finding(way.settings(), records, faults - atTheEnd, sum);
    }

    /** Numbers tell most; in text of a wrong charset there are control characters. */
    private static double likelihood(Plausibility plausibility) {
        return plausibility.numberShare() * (0.5 + plausibility.textShare() / 2);
    }

    /** By the record that fits best; a record that has too few or too many bytes for its layout counts less. */
    private static Plausibility weigh(List<RecordPlan> plans, byte[] bytes, int from, int to) {
        Plausibility best = new Plausibility(1, 0, 1, 0);
        double most = -1;
        for (RecordPlan plan : plans) {
            int length = to - from;
            boolean fits = length >= plan.leastBytes() && length <= plan.mostBytes();
            Plausibility weighed = plan.weigh(bytes, from, to);
            double share = likelihood(weighed) * (fits ? 1 : 0.5);
            if (share > most) {
                most = share;
                best = fits ? weighed : weighed.plus(new Plausibility(weighed.numbers(), 0, weighed.texts(), 0));
            }
        }
        return best;
    }
}
