package net.minidev.json.parser;

import java.io.IOException;
import net.minidev.json.JSONValue;
import net.minidev.json.writer.JsonReaderI;

/**
 * Debian's json-smart counts how deep a text is nested and never counts back, so that it takes the 400th object of a
 * list for an attack. This one counts back; the rest is json-smart's.
 */
public final class DeepParser {
    private DeepParser() {
    }

    /** Reads a document as Jayway JsonPath's provider for json-smart does. */
    public static Object parse(String text) throws ParseException {
        return new Counting().parse(text, JSONValue.defaultReader.DEFAULT_ORDERED);
    }

    private static final class Counting extends JSONParserString {
        Counting() {
            super(JSONParser.MODE_PERMISSIVE);
        }

        @Override
        protected <T> T readArray(JsonReaderI<T> mapper) throws ParseException, IOException {
            T array = super.readArray(mapper);
            depth--;
            return array;
        }

        @Override
        protected <T> T readObject(JsonReaderI<T> mapper) throws ParseException, IOException {
            T object = super.readObject(mapper);
            depth--;
            return object;
        }
    }
}
