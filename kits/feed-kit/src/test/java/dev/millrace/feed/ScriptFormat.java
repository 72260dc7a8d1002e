package dev.millrace.feed;

import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.Survey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.header.ConnectHeaders;

/**
 * Lines that tell what a format may bring: {@code reply NAME}, {@code notice CODE}, {@code bad CODE}, {@code fatal CODE};
 * all others are records with a header. With surveys the header tells how many lines the stream has.
 */
record ScriptFormat(String script) implements RecordFormat {

    static final String SURVEYED = "surveyed";
    static final String HEADER = "script";

    record Lines(long count) implements Survey {}

    @Override
    public String name() {
        return "script";
    }

    @Override
    public void define(ConfigDef definition) {}

    @Override
    public boolean needsSurvey(AbstractConfig config) {
        return script.equals(SURVEYED);
    }

    @Override
    public Survey survey(InputStream bytes, ReadContext context) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        long count = 0;
        while (lines.readLine() != null) {
            count++;
        }
        return new Lines(count);
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        RecordReader lines = Formats.named("lines").open(bytes, context);
        String header = context.survey() instanceof Lines found ? "of " + found.count() : "script";
        return new RecordReader() {
            private long others;

            @Override
            public Read next() throws IOException {
                Read read = lines.next();
                Position start = lessOthers(read.start());
                if (!(read instanceof Read.Value value)) {
                    return new Read.End(start);
                }
                String[] words = String.valueOf(value.value()).split(" ", 2);
                return switch (words[0]) {
                    case "reply" -> {
                        others++;
                        ByteBuffer content = ByteBuffer.wrap(("answer " + words[1]).getBytes(StandardCharsets.UTF_8));
                        yield new Read.Reply(
                                words[1],
                                content,
                                new ConnectHeaders().addString("partner", "p"),
                                start,
                                lessOthers(read.end()));
                    }
                    case "notice" -> {
                        others++;
                        yield new Read.Notice(words[1], "noticed it", start, lessOthers(read.end()));
                    }
                    case "bad", "fatal" ->
                        new Read.Malformed(
                                words[1], "a bad line", start, lessOthers(read.end()), words[0].equals("bad"));
                    default ->
                        new Read.Value(
                                value.schema(),
                                value.value(),
                                new ConnectHeaders().addString(HEADER, header),
                                start,
                                lessOthers(read.end()));
                };
            }

            private Position lessOthers(Position at) {
                return new Position(at.record() - others, at.offset(), at.line());
            }

            @Override
            public String state() {
                return lines.state();
            }

            @Override
            public void close() throws IOException {
                lines.close();
            }
        };
    }
}
