package dev.millrace.feed.schema;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Yes or no, by the texts that stand for each; whether letters are large or small does not matter. */
record BooleanType(List<String> yes, List<String> no) implements FieldType {

    static final BooleanType STANDARD = new BooleanType(List.of("true"), List.of("false"));

    BooleanType {
        yes = List.copyOf(yes);
        no = List.copyOf(no);
    }

    @Override
    public SchemaBuilder builder() {
        return new SchemaBuilder(Schema.Type.BOOLEAN);
    }

    @Override
    public Object ofText(String text) throws Unfit {
        String folded = text.toLowerCase(Locale.ROOT);
        if (yes.contains(folded)) {
            return true;
        }
        if (no.contains(folded)) {
            return false;
        }
        throw unfit();
    }

    @Override
    public Object ofNumber(Number number) throws Unfit {
        return ofText(String.valueOf(number));
    }

    @Override
    public Object ofBoolean(boolean value) {
        return value;
    }

    @Override
    public String label() {
        return "boolean";
    }
}
