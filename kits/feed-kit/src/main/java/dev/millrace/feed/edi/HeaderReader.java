package dev.millrace.feed.edi;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the headers of interchanges, groups and transaction sets, and finds the charset that holds behind them. */
final class HeaderReader {

    /** More than the longest that a standard allows, UNB of syntax 4 with every character released or of several bytes. */
    static final int LONGEST = 2048;

    private final Alphabet alphabet;
    private final @Nullable Charset configured;
    private final Function<Envelope, Optional<Charset>> ofPartner;

    /**
     * Reads the headers of one stream.
     *
     * @param configured the charset of the texts; null where the interchange tells it
     * @param ofPartner the charset that is known of an interchange's sender
     */
    HeaderReader(Alphabet alphabet, @Nullable Charset configured, Function<Envelope, Optional<Charset>> ofPartner) {
        this.alphabet = alphabet;
        this.configured = configured;
        this.ofPartner = ofPartner;
    }

    /** As much of a header as a stored state has: what is behind it is no part of the envelope, wherever the reading began. */
    static SegmentScanner.Content kept(SegmentScanner.Content header) {
        return header.length() <= LONGEST
                ? header
                : new SegmentScanner.Content(header.bytes(), header.from(), LONGEST, header.tag(), -1);
    }

    Unit group(EdiStandard standard, SegmentParser parser, SegmentScanner.Content content) {
        Segment segment = parser.parseLeniently(content);
        return new Unit(segment, Envelopes.group(standard, segment), text(content));
    }

    Unit transaction(EdiStandard standard, SegmentParser parser, SegmentScanner.Content content, @Nullable Unit group) {
        Segment segment = parser.parseLeniently(content);
        return new Unit(segment, Envelopes.transaction(standard, segment, group), text(content));
    }

    Unit interchange(
            EdiStandard standard, SegmentParser parser, SegmentScanner.Content content, Separators separators) {
        Segment segment = parser.parseLeniently(content);
        return new Unit(segment, Envelopes.interchange(standard, segment, separators, alphabet), text(content));
    }

    /** The parser of the interchange whose header this is; {@code before} can tell its sender and its syntax. */
    SegmentParser parser(
            EdiStandard standard,
            SegmentParser before,
            SegmentScanner.Content content,
            Separators separators,
            List<EdiProblem> problems) {
        Segment segment = before.parseLeniently(content);
        String syntax = standard == EdiStandard.EDIFACT ? segment.text(1) : "";
        Optional<Charset> partner = ofPartner.apply(Envelopes.interchange(standard, segment, separators, alphabet));
        if (configured == null
                && partner.isEmpty()
                && Repertoire.charset(syntax).isEmpty()) {
            problems.add(EdiProblem.UNSUPPORTED_CHARSET);
        }
        return partner.map(charset -> new SegmentParser(separators, charset))
                .orElseGet(() -> parser(separators, syntax));
    }

    SegmentParser parser(Separators separators, String syntax) {
        if (configured != null) {
            return new SegmentParser(separators, configured);
        }
        boolean utf8 = separators.terminatorLength() > 1;
        Charset told = Repertoire.charset(syntax).orElse(StandardCharsets.ISO_8859_1);
        return new SegmentParser(separators, utf8 ? StandardCharsets.UTF_8 : told);
    }

    /** As a stored state has it: each byte as the character of its number. */
    private static String text(SegmentScanner.Content content) {
        return new String(content.bytes(), content.from(), content.length(), StandardCharsets.ISO_8859_1);
    }
}
