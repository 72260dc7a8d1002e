package dev.millrace.feed.binary;

import dev.millrace.feed.format.MalformedCode;
import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.RecordReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Puts records that hang together into one: a root and all that follows up to the next record that is no child. A tree of which
 * a record is malformed is malformed as a whole, since it has a hole.
 */
final class TreeReader implements RecordReader {

    private final RecordReader records;
    private final Trees trees;
    private final String source;
    private @Nullable Read ahead;
    private String aheadState;
    private String state;
    private long number;

    TreeReader(RecordReader records, Trees trees, String source, Position start) {
        this.records = records;
        this.trees = trees;
        this.source = source;
        this.number = start.record();
        this.state = records.state();
        this.aheadState = state;
    }

    @Override
    public Read next() throws IOException {
        Read read = ahead == null ? read() : ahead;
        ahead = null;
        state = aheadState;
        Trees.Node node = node(read);
        if (node == null) {
            return numbered(read);
        }
        Read.Value root = (Read.Value) read;
        if (node.parent().isPresent()) {
            Position start = at(root.start());
            return MalformedCode.RECORD_ORPHAN.recoverable(source, start, after(root.end()));
        }
        return new Growing(node, root).grow();
    }

    private Read read() throws IOException {
        Read read = records.next();
        aheadState = records.state();
        return read;
    }

    private Trees.@Nullable Node node(Read read) {
        if (!(read instanceof Read.Value value) || value.headers() == null) {
            return null;
        }
        Header type = value.headers().lastWithName(BinaryReader.TYPE);
        return type == null ? null : trees.node(String.valueOf(type.value()));
    }

    private Position at(Position position) {
        return new Position(number, position.offset(), position.line());
    }

    private Position after(Position position) {
        number++;
        return at(position);
    }

    /** Outside of trees, with the numbers that they make. */
    private Read numbered(Read read) {
        Position start = at(read.start());
        if (read instanceof Read.Value value) {
            Headers headers = headers(value.headers(), start.record(), 0);
            return new Read.Value(value.schema(), value.value(), headers, start, after(value.end()));
        }
        if (read instanceof Read.Malformed wrong) {
            return new Read.Malformed(wrong.code(), wrong.message(), start, after(wrong.end()), wrong.recoverable());
        }
        if (read instanceof Read.Notice notice) {
            return new Read.Notice(notice.code(), notice.message(), start, at(notice.end()));
        }
        return read instanceof Read.End ? new Read.End(start) : read;
    }

    /** The same with the number of the tree, and the bytes of all its records. */
    private static @Nullable Headers headers(@Nullable Headers given, long number, int more) {
        if (given == null) {
            return null;
        }
        Headers headers = new ConnectHeaders(given);
        Header length = given.lastWithName(BinaryReader.LENGTH);
        if (length != null && length.value() instanceof Integer bytes) {
            headers.remove(BinaryReader.NUMBER).addLong(BinaryReader.NUMBER, number);
            headers.remove(BinaryReader.LENGTH).addInt(BinaryReader.LENGTH, bytes + more);
        }
        return headers;
    }

    private static Struct struct(Read.Value read) {
        return (Struct) Objects.requireNonNull(read.value(), "a record of a plan has a value");
    }

    /** One tree while its records are read. */
    private final class Growing {

        private record Open(Trees.Node node, Struct value) {}

        private final Read.Value root;
        private final Trees.Node node;
        private final Struct value;
        private final Deque<Open> open = new ArrayDeque<>();
        private Position end;
        private Read.@Nullable Malformed fault;
        private int children;
        private int bytes;

        private Growing(Trees.Node node, Read.Value root) {
            this.root = root;
            this.node = node;
            this.value = node.value(struct(root));
            this.end = root.end();
            open.push(new Open(node, value));
        }

        private Read grow() throws IOException {
            boolean grows = true;
            while (grows) {
                Read next = read();
                grows = add(next);
                if (grows) {
                    end = next.end();
                    state = aheadState;
                } else {
                    ahead = next;
                }
            }
            Position start = at(root.start());
            Position behind = after(end);
            if (fault != null) {
                return new Read.Malformed(fault.code(), fault.message(), start, behind, true);
            }
            Struct whole = node.around(struct(root), value);
            Headers headers = headers(root.headers(), start.record(), bytes);
            return new Read.Value(whole.schema(), whole, headers, start, behind);
        }

        /** False for what belongs to no tree, or to another one. */
        private boolean add(Read next) {
            if (next instanceof Read.Malformed wrong && wrong.recoverable()) {
                fault = fault == null ? wrong : fault;
                return true;
            }
            Trees.Node child = node(next);
            if (child == null || child.parent().isEmpty()) {
                return false;
            }
            if (++children > trees.most()) {
                fault = fault == null ? tooMany(next) : fault;
            }
            if (fault == null) {
                hang(child, (Read.Value) next);
            }
            return true;
        }

        @SuppressWarnings("unchecked")
        private void hang(Trees.Node child, Read.Value read) {
            while (!open.isEmpty()
                    && !open.element().node().type().equals(child.parent().orElseThrow())) {
                open.pop();
            }
            if (open.isEmpty()) {
                fault = MalformedCode.RECORD_ORPHAN.recoverable(source, read.start(), read.end());
                return;
            }
            Open parent = open.element();
            Struct own = child.value(struct(read));
            String table = parent.node().tables().get(child.type());
            ((List<Object>) parent.value().get(table)).add(own);
            open.push(new Open(child, own));
            Header length = read.headers() == null ? null : read.headers().lastWithName(BinaryReader.LENGTH);
            bytes += length != null && length.value() instanceof Integer more ? more : 0;
        }

        private Read.Malformed tooMany(Read next) {
            return MalformedCode.RECORD_TOO_LARGE.recoverable(
                    source, root.start(), next.end(), "more than " + trees.most() + " records hang below one root");
        }
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
