package dev.millrace.rest;

import dev.millrace.feed.content.Content;
import dev.millrace.feed.content.Document;
import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.PreparedFormat;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.Survey;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.change.RowHasher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a page with a format of feed-kit: of one document, or of each in an archive. */
final class FeedRows implements RowSource {

    static final String TOO_LARGE = "page-too-large";

    /** A JSON answer without the array of rows, which has another meaning than a broken one. */
    static final String NO_ROWS = "rows-not-found";

    private static final String POINTER = "json.pointer";
    private static final String POINTER_NOT_FOUND = "pointer-not-found";

    private final RecordFormat format;
    private final PreparedFormat prepared;
    private final AbstractConfig config;
    private final String source;
    private final int mostBytes;
    private final Content content;
    private final RowHasher hasher = new RowHasher();
    private byte[] bytes = {};
    private @Nullable RecordReader reader;

    /**
     * Reads from a page's first row on.
     *
     * @param source names the page in messages
     * @param mostBytes how large a document may be, unpacked
     */
    FeedRows(
            RecordFormat format,
            PreparedFormat prepared,
            AbstractConfig config,
            String source,
            int mostBytes,
            Content content) {
        this.format = format;
        this.prepared = prepared;
        this.config = config;
        this.source = source;
        this.mostBytes = mostBytes;
        this.content = content;
    }

    @Override
    public @Nullable Row next() {
        try {
            while (true) {
                RecordReader open = reader == null ? openNext() : reader;
                if (open == null) {
                    return null;
                }
                Row row = rowOf(open.next());
                if (row != null) {
                    return row;
                }
            }
        } catch (IOException failed) {
            throw new ConnectorFailure(
                    FailureKind.MALFORMED, "page-broken", source + ": the answer can't be unpacked", failed);
        }
    }

    /** Null where there is none: at the end of a document, or behind a note. */
    private @Nullable Row rowOf(Read read) throws IOException {
        if (read instanceof Read.Value) {
            return row(read);
        }
        if (read instanceof Read.Malformed malformed) {
            if (malformed.recoverable()) {
                return row(read);
            }
            boolean noRows = malformed.code().equals(POINTER_NOT_FOUND);
            if (noRows && BodyFacts.isNull(bytes, config.getString(POINTER))) {
                closeReader();
                return null;
            }
            throw new ConnectorFailure(
                    FailureKind.MALFORMED,
                    noRows ? NO_ROWS : malformed.code(),
                    noRows
                            ? source + ": the answer has no array where json.pointer says; it may be an error that came"
                                    + " with a status of success"
                            : malformed.message());
        }
        if (read instanceof Read.End) {
            closeReader();
        }
        return null;
    }

    private Row row(Read read) {
        Row row = new Row(read, bytes, 0);
        return new Row(read, bytes, hasher.hash(bytes, row.from(), row.to()));
    }

    private @Nullable RecordReader openNext() throws IOException {
        Document document = content.next();
        if (document == null) {
            content.finish();
            return null;
        }
        bytes = document.bytes().readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            throw new ConnectorFailure(
                    FailureKind.MALFORMED,
                    TOO_LARGE,
                    source + " is larger than " + mostBytes + " bytes: raise " + RowSettings.MOST_BYTES
                            + ", or ask for smaller pages");
        }
        ReadContext context = ReadContext.fromStart(config, source);
        if (format.needsSurvey(config)) {
            Survey survey = format.survey(new ByteArrayInputStream(bytes), context);
            context = new ReadContext(config, source, Position.START, "", survey);
        }
        RecordReader opened = prepared.open(new ByteArrayInputStream(bytes), context);
        reader = opened;
        return opened;
    }

    private void closeReader() throws IOException {
        RecordReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        try {
            closeReader();
            content.close();
        } catch (IOException nothingToSave) {
            // All of it is memory.
            reader = null;
        }
    }
}
