package dev.millrace.database.row;

/** Hears nothing: for images with more columns than the test looks at. */
enum Unheard implements JsonRowReader.Differences {
    INSTANCE;

    @Override
    public void unknown(String column) {}

    @Override
    public void missing(String column) {}
}
