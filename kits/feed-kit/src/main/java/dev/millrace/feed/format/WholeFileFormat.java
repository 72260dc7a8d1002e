package dev.millrace.feed.format;

import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.Problems;
import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A file is one record of bytes, whatever is in it, or one for each chunk of it; an empty file is no record. */
final class WholeFileFormat implements RecordFormat {

    private static final String MAX_BYTES = "whole-file.max.bytes";
    private static final String CHUNK_BYTES = "whole-file.chunk.bytes";

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
                        "The bytes a file may have that is one record; a larger one is malformed. Raise it, together with"
                                + " the worker's producer limit max.request.size, when files are that large; each is"
                                + " held in memory.")
                .number(
                        CHUNK_BYTES,
                        0,
                        0,
                        1 << 28,
                        "Chunk",
                        "The bytes of a file that make a record; 0 makes the whole file one. Set it when files are too"
                                + " large for one record: each but a file's last has that many bytes, the header"
                                + " millrace.chunk counts them from 0, and the last one carries the header"
                                + " millrace.chunks, their number.");
    }

    @Override
    public RecordReader open(InputStream bytes, ReadContext context) throws IOException {
        int chunk = context.config().getInt(CHUNK_BYTES);
        int limit = context.config().getInt(MAX_BYTES);
        return chunk > 0
                ? new ChunkReader(new ByteWindow(bytes), chunk, context.start())
                : new WholeFileReader(new ByteWindow(bytes), limit, context);
    }

    @Override
    public void validate(AbstractConfig config, Problems problems) {
        SchemaSettings.validateNone(config, problems);
    }
}
