package dev.millrace.webhook;

import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.Survey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads bodies with the formats of feed-kit, whole or not at all. Thread-safe. */
final class EventBody {

    private static final Logger LOG = LoggerFactory.getLogger(EventBody.class);

    /** A part that is too large is too large a request, not a wrong one. */
    private static final String TOO_LARGE = "record-too-large";

    private static final String SOURCE = "the body";

    private final RecordSettings settings;
    private final Map<String, ?> values;
    private final Set<String> given;
    private final LogGate notices = new LogGate(System::nanoTime);

    EventBody(RecordSettings settings) {
        this.settings = settings;
        this.values = settings.options().values();
        this.given = Set.copyOf(settings.options().originals().keySet());
    }

    /** How a JSON body is taken. */
    enum Take {
        /** As the options say: a root array is many records. */
        AS_SET,
        /** As one document, whatever it is. */
        WHOLE
    }

    /** All records of a body; a body of which one is malformed is refused. */
    List<Read.Value> records(byte[] body, MediaType type, Take take) throws EventRefused {
        String format = format(type);
        Map<String, Object> options = optionsOf(format, type, body.length);
        if (format.equals("json") && take == Take.WHOLE) {
            options.put("json.layout", "documents");
            options.put("json.pointer", "");
        }
        return read(Formats.named(format), body, options);
    }

    /** Whether documents that were read whole are the records too: any but JSON, and of JSON an object that is alone. */
    boolean isSameAsSet(List<Read.Value> documents, byte[] body, MediaType type) {
        if (!settings.format().or(type::format).filter("json"::equals).isPresent()) {
            return true;
        }
        boolean isUsual = !given.contains("json.layout") && !given.contains("json.pointer") && !type.isLines();
        return isUsual && documents.size() == 1 && body.length > 0 && body[0] == '{';
    }

    /** The elements of the JSON array that a pointer leads to, with their places in the body. */
    List<Read.Value> elements(byte[] body, MediaType type, String pointer) throws EventRefused {
        Map<String, Object> options = optionsOf("json", type, body.length);
        options.put("json.layout", "array");
        options.put("json.pointer", pointer);
        return read(Formats.named("json"), body, options);
    }

    /** Only JSON is split into bytes and texts. */
    void requireJson(MediaType type) throws EventRefused {
        if (!format(type).equals("json")) {
            throw new EventRefused(
                    415, "split-needs-json", "a body that is not JSON can't be split into bytes or texts");
        }
    }

    static EventRefused tooMany(int most) {
        return new EventRefused(
                413, "too-many-records", "the body makes more than " + most + " records (event.max.records)");
    }

    /** The text of bytes, when all of them are characters of the charset. */
    static String text(byte[] bytes, Charset charset) throws EventRefused {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException wrong) {
            throw new EventRefused(400, "malformed-input", "the body holds bytes that are no " + charset.name());
        }
    }

    private String format(MediaType type) throws EventRefused {
        if (settings.format().isPresent()) {
            return settings.format().get();
        }
        return type.format()
                .orElseThrow(() -> new EventRefused(
                        415, "content-type-unknown", "the content type tells no format; set format to name one"));
    }

    /** What the request says about itself, where the settings say nothing else. */
    private Map<String, Object> optionsOf(String format, MediaType type, int length) throws EventRefused {
        Map<String, Object> options = new HashMap<>();
        // The route limits bodies; a second limit would only surprise.
        put(options, format + ".record.max.bytes", Math.max(64, length));
        put(options, format + ".max.bytes", Math.max(64, length));
        if (type.charset().isPresent()) {
            put(options, format + ".charset", countable(type.charset().get()));
        }
        // A request is a document, not a file of them.
        put(options, "xml.record", "/*");
        if (type.isLines()) {
            put(options, "json.layout", "lines");
        }
        if (type.parameters().containsKey("boundary")) {
            put(options, "multipart.boundary", type.parameters().get("boundary"));
        }
        return options;
    }

    private void put(Map<String, Object> options, String key, Object value) {
        if (values.containsKey(key) && !given.contains(key)) {
            options.put(key, value);
        }
    }

    /** Formats find the ends of records in bytes, which not every charset allows. */
    private static String countable(Charset charset) throws EventRefused {
        if (!charset.name().matches("UTF-(8|16|16BE|16LE)|US-ASCII|ISO-8859-\\d+|windows-125\\d")) {
            throw new EventRefused(
                    415, "charset-unsupported", "the content type names a charset that is not read here");
        }
        return charset.name();
    }

    private List<Read.Value> read(RecordFormat format, byte[] body, Map<String, Object> options) throws EventRefused {
        FormatOptions config = new FormatOptions(values, options);
        ReadContext context = ReadContext.fromStart(config, SOURCE);
        List<Read.Value> records = new ArrayList<>();
        try (RecordReader reader = open(format, body, config, context)) {
            for (Read read = reader.next(); !(read instanceof Read.End); read = reader.next()) {
                if (read instanceof Read.Value value) {
                    records.add(value);
                    if (records.size() > settings.mostRecords()) {
                        throw tooMany(settings.mostRecords());
                    }
                } else if (read instanceof Read.Malformed malformed) {
                    int status = malformed.code().equals(TOO_LARGE) ? 413 : 400;
                    throw new EventRefused(status, malformed.code(), malformed.message());
                } else if (read instanceof Read.Notice notice) {
                    notices.ask()
                            .ifPresent(count -> LOG.warn(
                                    "{} notes on bodies; the last one is {}: {}",
                                    count,
                                    notice.code(),
                                    notice.message()));
                }
            }
            return records;
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can't fail to be read", impossible);
        }
    }

    private static RecordReader open(RecordFormat format, byte[] body, FormatOptions config, ReadContext context)
            throws IOException {
        if (!format.needsSurvey(config)) {
            return format.open(new ByteArrayInputStream(body), context);
        }
        Survey survey = format.survey(new ByteArrayInputStream(body), context);
        return format.open(new ByteArrayInputStream(body), new ReadContext(config, SOURCE, Position.START, "", survey));
    }
}
