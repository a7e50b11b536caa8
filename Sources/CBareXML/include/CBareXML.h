// libxml2's SAX2 parser with nothing behind it: the measure beside our own reader of XML.

#pragma once

/// Reads the open file to its end and counts its elements; -1 where it is not well-formed or cannot be read.
long bare_xml_count_elements(int descriptor);
