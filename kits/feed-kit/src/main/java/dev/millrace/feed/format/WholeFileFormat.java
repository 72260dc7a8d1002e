package dev.millrace.feed.format;

import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.config.ConfigDef;

/** A file is one record of bytes, whatever is in it; an empty file is no record. */
final class WholeFileFormat implements RecordFormat {

    private static final String MAX_BYTES = "whole-file.max.bytes";

    @Override
    public String name() {
        return "whole-file";
    }

    @Override
    public void define(ConfigDef definition) {
        new Options(definition, name())
                .number(
                        MAX_BYTES,
                        1 << 20,
                        1,
                        1 << 30,
                        "Largest file",
                        "The bytes a file may have; a larger one is malformed. Raise it, together with the worker's"
                                + " producer limit max.request.size, when files are that large; each is held in"
                                + " memory.");
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        return new WholeFileReader(new ByteWindow(bytes), context.config().getInt(MAX_BYTES), context);
    }
}
