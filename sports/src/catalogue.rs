//! The catalogue of fields, by name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::field::{Field, FieldError};
use crate::field_file;
use crate::sport::Sport;

/// A field of the catalogue. Files and flags name it as [`FieldName::name`] does, or by its sport, which means the sport's
/// usual field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldName {
    /// `athletics-100m`
    Athletics100m,
    /// `basketball-fiba`
    BasketballFiba,
    /// `basketball-nba`
    BasketballNba,
    /// `football`
    Football,
    /// `handball`
    Handball,
    /// `tennis`
    Tennis,
    /// `volleyball`
    Volleyball,
}

impl FieldName {
    /// All fields.
    pub const ALL: [FieldName; 7] = [
        FieldName::Athletics100m,
        FieldName::BasketballFiba,
        FieldName::BasketballNba,
        FieldName::Football,
        FieldName::Handball,
        FieldName::Tennis,
        FieldName::Volleyball,
    ];

    /// The name in files and messages.
    pub fn name(self) -> &'static str {
        self.name_and_file().0
    }

    /// The field of that name, or the usual field of the sport of that name.
    pub fn named(name: &str) -> Option<FieldName> {
        let exact = FieldName::ALL.into_iter().find(|f| f.name() == name);
        exact.or_else(|| Sport::named(name).map(FieldName::of_sport))
    }

    /// The usual field of a sport.
    pub fn of_sport(sport: Sport) -> FieldName {
        match sport {
            Sport::Athletics => FieldName::Athletics100m,
            Sport::Basketball => FieldName::BasketballFiba,
            Sport::Football => FieldName::Football,
            Sport::Handball => FieldName::Handball,
            Sport::Tennis => FieldName::Tennis,
            Sport::Volleyball => FieldName::Volleyball,
        }
    }

    /// The sport that is played on it.
    pub fn sport(self) -> Sport {
        match self {
            FieldName::Athletics100m => Sport::Athletics,
            FieldName::BasketballFiba | FieldName::BasketballNba => Sport::Basketball,
            FieldName::Football => Sport::Football,
            FieldName::Handball => Sport::Handball,
            FieldName::Tennis => Sport::Tennis,
            FieldName::Volleyball => Sport::Volleyball,
        }
    }

    fn name_and_file(self) -> (&'static str, &'static str) {
        match self {
            FieldName::Athletics100m => (
                "athletics-100m",
                include_str!("../fields/athletics-100m.toml"),
            ),
            FieldName::BasketballFiba => (
                "basketball-fiba",
                include_str!("../fields/basketball-fiba.toml"),
            ),
            FieldName::BasketballNba => (
                "basketball-nba",
                include_str!("../fields/basketball-nba.toml"),
            ),
            FieldName::Football => ("football", include_str!("../fields/football.toml")),
            FieldName::Handball => ("handball", include_str!("../fields/handball.toml")),
            FieldName::Tennis => ("tennis", include_str!("../fields/tennis.toml")),
            FieldName::Volleyball => ("volleyball", include_str!("../fields/volleyball.toml")),
        }
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for FieldName {
    type Err = FieldError;

    fn from_str(name: &str) -> Result<FieldName, FieldError> {
        FieldName::named(name).ok_or_else(|| {
            let known = FieldName::ALL.map(FieldName::name).join(", ");
            FieldError(format!("there is no field \"{name}\"; known are {known}"))
        })
    }
}

impl Serialize for FieldName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for FieldName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FieldName, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}

impl Field {
    /// A field of the catalogue.
    pub fn new(name: FieldName) -> Field {
        let (name, text) = name.name_and_file();
        Field::from_toml(text, name).expect("a test parses every file of the catalogue")
    }

    /// The names of all fields.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FieldName::ALL.into_iter().map(FieldName::name)
    }

    /// The field of that name, as [`FieldName::named`] finds it.
    ///
    /// # Errors
    /// There is none, with the names of those that there are.
    pub fn named(name: &str) -> Result<Field, FieldError> {
        name.parse().map(Field::new)
    }

    /// The field in `text`; `origin` is what errors call it.
    ///
    /// # Errors
    /// Not TOML, an unknown key, a name given twice, a number that is not finite.
    pub fn from_toml(text: &str, origin: &str) -> Result<Field, FieldError> {
        field_file::parse(text, origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_catalogue_parses_and_has_its_own_name() {
        for name in FieldName::ALL {
            let field = Field::new(name);
            assert_eq!((&field.name[..], field.sport), (name.name(), name.sport()));
            assert_eq!(FieldName::named(name.name()), Some(name));
            assert!(field.point("corner +x +y").is_some() || field.lanes.is_some());
            assert!(!field.markings.is_empty() && !field.source.is_empty());
        }
    }

    #[test]
    fn a_sports_name_means_its_usual_field() {
        assert_eq!(
            FieldName::named("basketball"),
            Some(FieldName::BasketballFiba)
        );
        assert_eq!(
            FieldName::named("athletics"),
            Some(FieldName::Athletics100m)
        );
        assert!("curling".parse::<FieldName>().is_err());
    }
}
