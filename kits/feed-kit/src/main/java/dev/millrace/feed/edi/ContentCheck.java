package dev.millrace.feed.edi;

import io.xlate.edi.schema.Schema;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import io.xlate.edi.stream.EDIStreamValidationError;
import io.xlate.edi.stream.Location;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads transaction sets a second time with their schema: for the loops, and for what breaks the schema. Each is given to
 * StAEDI alone, behind the headers that it stands in, so that nothing is held but one record. Not thread-safe.
 */
final class ContentCheck {

    /** What one reading found. */
    record Contents(List<Object> segments, List<Finding> findings) {}

    private final EDIInputFactory factory = EDIInputFactory.newFactory();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private EdiSettings.Validation validation = EdiSettings.Validation.NONE;
    private @Nullable Schema schema;
    private @Nullable Separators separators;
    private Charset charset = StandardCharsets.ISO_8859_1;

    /** A transaction set was opened. */
    void begin(EdiWalk walk, PartnerTerms terms) {
        Unit interchange = walk.interchange();
        Unit transaction = walk.transaction();
        TransactionSchemas schemas = terms.schemas();
        validation = terms.validation();
        schema = null;
        bytes.reset();
        if (schemas.isEmpty() || interchange == null || transaction == null) {
            return;
        }
        schema = schemas.of(transaction.envelope()).orElse(null);
        separators = walk.parser().separators();
        charset = walk.parser().charset();
        if (schema != null) {
            if (walk.standard() == EdiStandard.EDIFACT) {
                una(separators);
            }
            write(interchange);
            Unit group = walk.group();
            if (group != null) {
                write(group);
            }
        }
    }

    void add(SegmentScanner.Content content) {
        if (schema != null) {
            bytes.write(content.bytes(), content.from(), content.length());
            terminate();
        }
    }

    /**
     * The transaction set was closed: puts its loops in the place of its segments, and what is wrong into the record.
     *
     * @return what is wrong; nothing where nobody wants to know
     */
    List<Finding> end(GrowingRecord record, EdiWalk walk) {
        RecordTree tree = record.tree();
        Schema known = schema;
        if (known == null || tree == null) {
            return List.of();
        }
        // StAEDI tells the end of a transaction set when it meets the trailer behind it.
        trailers(walk);
        Contents contents = read(known, tree.segments());
        tree.nest(contents.segments());
        schema = null;
        for (Finding finding : contents.findings()) {
            EdiNote note = new EdiNote(
                    finding.problem(), 1, record.start().line(), record.start().offset(), detail(finding.place()));
            switch (validation) {
                case NONE -> {}
                case REPORT -> record.note(note);
                case REJECT -> record.fail(note);
            }
        }
        return validation == EdiSettings.Validation.NONE ? List.of() : contents.findings();
    }

    private static String detail(Place place) {
        return place.segment() == 0
                ? ""
                : " in segment " + place.segment() + (place.element() == 0 ? "" : ", element " + place.element())
                        + (place.component() == 0 ? "" : ", component " + place.component());
    }

    private void trailers(EdiWalk walk) {
        switch (walk.standard()) {
            case X12 -> {
                tag("GE");
                terminate();
                tag("IEA");
            }
            case EDIFACT -> {
                if (walk.group() != null) {
                    tag("UNE");
                    terminate();
                }
                tag("UNZ");
            }
            case TRADACOMS -> tag("END");
        }
        terminate();
    }

    private void write(Unit unit) {
        bytes.writeBytes(unit.text().getBytes(StandardCharsets.ISO_8859_1));
        terminate();
    }

    private void terminate() {
        if (separators != null) {
            for (int i = separators.terminatorLength() - 1; i >= 0; i--) {
                bytes.write(separators.terminator() >>> (8 * i));
            }
        }
    }

    private void tag(String tag) {
        bytes.writeBytes(tag.getBytes(charset));
    }

    private void una(Separators with) {
        tag("UNA");
        bytes.write(with.component());
        bytes.write(with.element());
        tag(".");
        mark(with.release());
        mark(with.repetition());
        bytes.write(with.terminator());
    }

    private void mark(int unit) {
        if (unit < 0) {
            tag(" ");
        } else {
            bytes.write(unit);
        }
    }

    private Contents read(Schema known, List<Object> segments) {
        Reading reading = new Reading(segments);
        ByteArrayInputStream input = new ByteArrayInputStream(bytes.toByteArray());
        try (EDIStreamReader reader = factory.createEDIStreamReader(input, charset.name())) {
            EDIStreamEvent event = reader.next();
            while (event != EDIStreamEvent.END_TRANSACTION) {
                if (event == EDIStreamEvent.START_TRANSACTION) {
                    reader.setTransactionSchema(known);
                }
                reading.see(event, reader);
                event = reader.next();
            }
            reading.see(event, reader);
        } catch (EDIStreamException | IOException | RuntimeException e) {
            // What it was in the bytes that stopped the library would show the bytes; the place is enough.
            reading.stopped();
        }
        return reading.contents();
    }

    /** The events of one transaction set. */
    private static final class Reading {

        private final List<Object> segments;
        private final List<Object> root = new ArrayList<>();
        private final Deque<List<Object>> open = new ArrayDeque<>();
        private final Deque<String> loops = new ArrayDeque<>();
        private final List<Finding> findings = new ArrayList<>();
        private boolean begun;
        private int next;

        Reading(List<Object> segments) {
            this.segments = segments;
            open.push(root);
        }

        void see(EDIStreamEvent event, EDIStreamReader reader) {
            begun |= event == EDIStreamEvent.START_TRANSACTION;
            if (!begun) {
                return;
            }
            switch (event) {
                case START_LOOP -> startLoop(reader.getReferenceCode());
                case END_LOOP -> endLoop();
                case START_SEGMENT -> {
                    if (next < segments.size()) {
                        open.element().add(segments.get(next++));
                    }
                }
                case SEGMENT_ERROR, ELEMENT_DATA_ERROR, ELEMENT_OCCURRENCE_ERROR -> error(reader);
                default -> {}
            }
        }

        private void startLoop(String code) {
            Map<String, Object> loop = new LinkedHashMap<>();
            List<Object> inner = new ArrayList<>();
            loop.put("loop", code);
            loop.put("segments", inner);
            open.element().add(loop);
            open.push(inner);
            loops.push(code);
        }

        private void endLoop() {
            if (!loops.isEmpty()) {
                open.pop();
                loops.pop();
            }
        }

        private void error(EDIStreamReader reader) {
            EDIStreamValidationError error = reader.getErrorType();
            // The walk judges the envelope.
            boolean envelope = error == EDIStreamValidationError.CONTROL_COUNT_DOES_NOT_MATCH_ACTUAL_COUNT
                    || error == EDIStreamValidationError.CONTROL_REFERENCE_MISMATCH;
            if (!envelope && findings.size() < TransactionReport.MAX_FINDINGS) {
                Location at = reader.getLocation();
                String tag = at.getSegmentTag() == null ? "" : at.getSegmentTag();
                String loop = loops.isEmpty() ? "" : loops.element();
                findings.add(new Finding(
                        ContentProblems.of(error),
                        new Place(
                                Math.max(0, next),
                                tag,
                                loop,
                                Math.max(0, at.getElementPosition()),
                                Math.max(0, at.getComponentPosition()),
                                Math.max(0, at.getElementOccurrence()))));
            }
        }

        void stopped() {
            findings.add(new Finding(EdiProblem.NOT_READABLE, Place.ofSegment(next, "")));
        }

        Contents contents() {
            while (next < segments.size()) {
                root.add(segments.get(next++));
            }
            return new Contents(root, findings);
        }
    }
}
