package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Spot;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cuts a ZIP code to its first three digits, and to 000 where few people live behind them (45 CFR 164.514(b)(2)(i)(B)).
 *
 * @param sparse the three digits behind which 20,000 people or fewer live
 */
record ZipGeneralisation(Set<String> sparse) implements TextChange.Work {

    /** By the census of 2000, as the guidance of HHS on de-identification lists them; newer ones are told by the rule. */
    static final Set<String> SPARSE = Set.of(
            "036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884",
            "890", "893");

    private static final Pattern ZIP = Pattern.compile("[0-9]{5}(?:-?[0-9]{4})?");

    @Override
    public String on(Spot spot, String text) {
        if (!ZIP.matcher(text).matches()) {
            throw spot.failure("not-a-zip");
        }
        String area = text.substring(0, 3);
        return sparse.contains(area) ? "000" : area;
    }
}
