package dev.millrace.feed.plan;

import java.util.List;
import java.util.Optional;

/** Short ways to write items in tests. */
final class Items {

    private Items() {}

    static Item.Group record(Item... members) {
        return group("REC", members);
    }

    static Item.Group group(String name, Item... members) {
        return new Item.Group(Item.Traits.named(name, 0), List.of(members));
    }

    static Item.Group table(String name, Occurs occurs, Item... members) {
        return new Item.Group(traits(name, Optional.empty(), Optional.of(occurs)), List.of(members));
    }

    static Item.Field table(String name, Occurs occurs, Coding coding) {
        return new Item.Field(traits(name, Optional.empty(), Optional.of(occurs)), coding);
    }

    static Item.Group redefining(String name, String other, Item... members) {
        return new Item.Group(traits(name, Optional.of(other), Optional.empty()), List.of(members));
    }

    static Item.Field redefining(String name, String other, Coding coding) {
        return new Item.Field(traits(name, Optional.of(other), Optional.empty()), coding);
    }

    private static Item.Traits traits(String name, Optional<String> redefines, Optional<Occurs> occurs) {
        return new Item.Traits(name, redefines, occurs, Optional.empty(), List.of(), 0);
    }

    static Item.Field field(String name, Coding coding) {
        return new Item.Field(Item.Traits.named(name, 0), coding);
    }

    static Coding text(int length) {
        return new Coding.Text(new Length.Fixed(length), Coding.Script.FILE, Optional.empty(), false);
    }

    /** PIC 9(digits). */
    static Coding zoned(int digits) {
        return new Coding.Zoned(digits, 0, Coding.Sign.NONE, false, false);
    }

    static Coding zoned(int digits, int scale, Coding.Sign sign) {
        return new Coding.Zoned(digits, scale, sign, false, false);
    }

    /** PIC S9(digits) COMP-3, scale of them behind the point. */
    static Coding packed(int digits, int scale) {
        return new Coding.Packed(digits, scale, true, true);
    }

    /** PIC S9(digits) COMP. */
    static Coding binary(int digits) {
        return binary(digits, true);
    }

    static Coding binary(int digits, boolean signed) {
        int bytes = digits <= 4 ? 2 : digits <= 9 ? 4 : 8;
        return new Coding.Binary(bytes, digits, 0, signed, Optional.empty(), false);
    }

    static Occurs depending(String field, int least, int most) {
        return new Occurs.DependingOn(field, least, most);
    }
}
