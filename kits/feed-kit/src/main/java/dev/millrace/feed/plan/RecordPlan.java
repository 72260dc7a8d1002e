package dev.millrace.feed.plan;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * How the records of one layout are decoded: a row of steps, each of which knows where its bytes are, what they mean and which
 * field takes the value. Immutable, for any thread.
 */
public final class RecordPlan {

    private static final String CORRUPT_FIELDS = "corrupt_fields";

    private final Schema schema;
    private final Block block;
    private final Cursor.Needs needs;
    private final int least;
    private final int most;
    private final OdoPolicy odo;
    private final Optional<Place> flags;
    private final List<Slot> listing;
    private final Weighing weighing;

    private RecordPlan(Item.Group record, PlanOptions options) {
        String name = options.names()
                .style()
                .of(record.traits().isFiller() ? "RECORD" : record.traits().name());
        Compilation compilation = new Compilation(options, name);
        Part part = new Part();
        Level root = compilation.level(name, "");
        compilation.names().enter(record.traits().name());
        new ItemCompiler(compilation).members(record.members(), part, root);
        int flagged = -1;
        if (options.damage().corrupt().containsValue(CorruptPolicy.FLAG)) {
            Schema names = SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build();
            flagged = root.add(root.free(CORRUPT_FIELDS), names);
        }
        if (root.isEmpty() && part.most() == 0) {
            compilation.complain(record, "it has no fields");
        }
        compilation.finish();
        this.schema = root.close();
        this.block = part.block();
        this.needs = compilation.needs();
        this.least = part.least();
        this.most = part.most();
        this.odo = options.shape().odo();
        this.flags = flagged < 0 ? Optional.empty() : Optional.of(root.place(flagged));
        this.listing = Listing.of(record);
        this.weighing = new Weighing(record, options);
    }

    /**
     * Compiles a layout.
     *
     * @throws PlanProblem with everything that is wrong with it
     */
    public static RecordPlan compile(Item.Group record, PlanOptions options) {
        return new RecordPlan(record, options);
    }

    /** Of the records' values. */
    public Schema schema() {
        return schema;
    }

    /** The bytes that a record has at least. */
    public int leastBytes() {
        return least;
    }

    /** The bytes that a record has at most; {@link Integer#MAX_VALUE} without a limit. */
    public int mostBytes() {
        return most;
    }

    /**
     * Decodes a record.
     *
     * @param from its first byte
     * @param to the byte behind it
     * @throws CorruptField when the policies do not let the record pass, or when nobody can say where its fields are
     */
    public Decoded decode(byte[] bytes, int from, int to) throws CorruptField {
        Cursor cursor = new Cursor(bytes, from, to, needs);
        Struct value = run(cursor);
        int end = Math.min(
                odo == OdoPolicy.PAD_RECORD && most < Integer.MAX_VALUE ? Sizes.sum(from, most) : cursor.at, to);
        return new Decoded(value, end - from, cursor.corrupt(), cursor.doubtful);
    }

    private Struct run(Cursor cursor) throws CorruptField {
        Struct value = new Struct(schema);
        cursor.structs[0] = value;
        block.run(cursor);
        if (flags.isPresent() && !cursor.flags().isEmpty()) {
            flags.get().put(cursor, cursor.flags());
        }
        return value;
    }

    /** Where everything lies, the groups before what is in them. */
    public List<Slot> listing() {
        return listing;
    }

    /** Tells how much of some bytes looks as the layout says; they may be no record of it at all. */
    public Plausibility weigh(byte[] bytes, int from, int to) {
        return weighing.weigh(bytes, from, to);
    }
}
