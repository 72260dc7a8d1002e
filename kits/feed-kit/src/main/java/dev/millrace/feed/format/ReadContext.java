package dev.millrace.feed.format;

import org.apache.kafka.common.config.AbstractConfig;

/**
 * What a format needs to know to open a stream.
 *
 * @param config holds the options that {@link RecordFormat#define} declared
 * @param source names the stream in messages: a path or a URL without credentials
 * @param start where the stream handed over begins: {@link Position#START}, or the {@link Read#end()} of a record of the
 *     same bytes
 * @param state {@link RecordReader#state()} as it was at that point; empty where the stream is read from its start
 * @param survey what {@link RecordFormat#survey} found, when the format {@linkplain RecordFormat#needsSurvey needs} one
 * @param memory what is known from other streams
 */
public record ReadContext(
        AbstractConfig config, String source, Position start, String state, Survey survey, StreamMemory memory) {

    public ReadContext(AbstractConfig config, String source, Position start, String state, Survey survey) {
        this(config, source, start, state, survey, StreamMemory.NONE);
    }

    public ReadContext(AbstractConfig config, String source, Position start, String state) {
        this(config, source, start, state, Survey.NONE);
    }

    public static ReadContext fromStart(AbstractConfig config, String source) {
        return new ReadContext(config, source, Position.START, "");
    }
}
