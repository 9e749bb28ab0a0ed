//! The states of Germany by their ISO 3166-2 codes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! regions {
    ($($variant:ident, $code:literal, $german:literal, $english:literal;)*) => {
        /// Where public holidays apply.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Region {
            $(#[doc = $english] $variant,)*
        }

        impl Region {
            /// Every region, the nationwide one last.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The ISO 3166-2 code such as `DE-NW`; `DE` for the nationwide holidays.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The German name.
            pub const fn german(self) -> &'static str {
                match self { $(Self::$variant => $german,)* }
            }

            /// The English name.
            pub const fn english(self) -> &'static str {
                match self { $(Self::$variant => $english,)* }
            }
        }
    };
}

regions! {
    BW, "DE-BW", "Baden-Württemberg", "Baden-Württemberg";
    BY, "DE-BY", "Bayern", "Bavaria";
    BE, "DE-BE", "Berlin", "Berlin";
    BB, "DE-BB", "Brandenburg", "Brandenburg";
    HB, "DE-HB", "Bremen", "Bremen";
    HH, "DE-HH", "Hamburg", "Hamburg";
    HE, "DE-HE", "Hessen", "Hesse";
    MV, "DE-MV", "Mecklenburg-Vorpommern", "Mecklenburg-Western Pomerania";
    NI, "DE-NI", "Niedersachsen", "Lower Saxony";
    NW, "DE-NW", "Nordrhein-Westfalen", "North Rhine-Westphalia";
    RP, "DE-RP", "Rheinland-Pfalz", "Rhineland-Palatinate";
    SL, "DE-SL", "Saarland", "Saarland";
    SN, "DE-SN", "Sachsen", "Saxony";
    ST, "DE-ST", "Sachsen-Anhalt", "Saxony-Anhalt";
    SH, "DE-SH", "Schleswig-Holstein", "Schleswig-Holstein";
    TH, "DE-TH", "Thüringen", "Thuringia";
    Nationwide, "DE", "Bundesweit", "Nationwide";
}

impl Region {
    /// Reads an ISO 3166-2 code such as `DE-NW`, or `DE`.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|region| region.code() == code)
    }

    /// The German name, which is also the official one.
    pub const fn name(self) -> &'static str {
        self.german()
    }
}

impl std::fmt::Display for Region {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code)
            .ok_or_else(|| serde::de::Error::custom(format!("`{code}` is not a region such as DE-NW or DE")))
    }
}
