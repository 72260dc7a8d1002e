package dev.millrace.feed.framing;

import java.util.ArrayList;
import java.util.List;

/** Finds out from a stream's first bytes how its descriptor words are to be read. */
final class WordsDetector {

    /** How far it looks: a block has 32 KiB at most, an extended one rarely more than that. */
    static final int LOOK = 1 << 16;

    private static final Framing[] DESCRIBED = {Framing.VB, Framing.V, Framing.VBS, Framing.VS};

    private WordsDetector() {}

    /** The words that the settings allow and that fit first; where none do, those that z/OS would write. */
    static Words choose(FramingSettings settings, int layoutBytes, byte[] bytes, int from, int to, boolean all) {
        List<Words> candidates = candidates(settings);
        for (Words words : candidates) {
            if (count(settings, layoutBytes, words, bytes, from, to, all) > 0) {
                return words;
            }
        }
        return candidates.get(0);
    }

    /** Every way of reading descriptor words that leads from one record to the next as far as can be seen. */
    static List<Guess> guesses(byte[] bytes, int from, int to, boolean all) {
        List<Guess> guesses = new ArrayList<>();
        for (Framing framing : DESCRIBED) {
            for (Words words : all(true, true, true, true, true, true, 0, 0)) {
                boolean isSame = !framing.hasBlocks() && !words.blockInclusive();
                int count = isSame ? -1 : words.count(framing, 0, bytes, from, to, all);
                if (count > 1 || (count == 1 && all)) {
                    guesses.add(new Guess(framing, words, count));
                }
            }
        }
        return guesses;
    }

    private static int count(
            FramingSettings settings, int layoutBytes, Words words, byte[] bytes, int from, int to, boolean all) {
        if (settings.framing() != Framing.PREFIX) {
            return words.count(settings.framing(), settings.recordLength(layoutBytes), bytes, from, to, all);
        }
        Prefix prefix = settings.prefix(words.big(), words.recordInclusive());
        int count = 0;
        long at = from;
        while (at + prefix.bytes() <= to) {
            long length = prefix.length(bytes, (int) at);
            if (length < 0) {
                return -1;
            }
            at += prefix.bytes() + length;
            count++;
        }
        return all && at != to ? -1 : count;
    }

    private static List<Words> candidates(FramingSettings settings) {
        return all(
                settings.endian() != Endian.LITTLE,
                settings.endian() != Endian.BIG,
                settings.recordInclusive() != Inclusive.NO,
                settings.recordInclusive() != Inclusive.YES,
                settings.blockInclusive() != Inclusive.NO,
                settings.framing().hasBlocks() && settings.blockInclusive() != Inclusive.YES,
                settings.recordAdjustment(),
                settings.blockAdjustment());
    }

    private static List<Words> all(
            boolean big,
            boolean little,
            boolean recordInclusive,
            boolean recordExclusive,
            boolean blockInclusive,
            boolean blockExclusive,
            int recordAdjustment,
            int blockAdjustment) {
        List<Words> words = new ArrayList<>();
        for (boolean order : values(big, little)) {
            for (boolean record : values(recordInclusive, recordExclusive)) {
                for (boolean block : values(blockInclusive, blockExclusive)) {
                    words.add(new Words(order, record, block, recordAdjustment, blockAdjustment));
                }
            }
        }
        return words;
    }

    private static List<Boolean> values(boolean yes, boolean no) {
        return yes && no ? List.of(true, false) : List.of(yes || !no);
    }
}
